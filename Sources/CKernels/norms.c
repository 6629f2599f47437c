#include <math.h>

#include "rows.h"

// What is done to rows of channels between their products.

/// The lanes of a vector that begin at channel `c` and lie before `channels`.
FK_BODY v16 within(v16 x, size_t c, size_t channels) {
  const i16 lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  if (c + 16 <= channels) return x;
  return choose(lane < (int32_t)(channels - c), x, splat(0));
}

FK_BODY void layer_norm_body(size_t m, size_t channels, const float *x,
                             size_t ldx, const float *scale, const float *shift,
                             float epsilon, float *y, size_t ldy) {
  for (size_t i = 0; i < m; i++) {
    const float *in = x + i * ldx;
    float *out = y + i * ldy;
    v16 sum = splat(0), square = splat(0);
    for (size_t c = 0; c < channels; c += 16)
      sum += within(load(in + c), c, channels);
    const v16 mean = splat(sum16(sum) / (float)channels);
    for (size_t c = 0; c < channels; c += 16) {
      v16 from = within(load(in + c) - mean, c, channels);
      square += from * from;
    }
    const v16 narrow =
        splat(1.0f / sqrtf(sum16(square) / (float)channels + epsilon));
    for (size_t c = 0; c < channels; c += 16)
      store(out + c, (load(in + c) - mean) * narrow * load(scale + c) +
                         load(shift + c));
  }
}

#define LAYER_NORM_PARAMETERS                                               \
  (size_t m, size_t channels, const float *x, size_t ldx, const float *scale, \
   const float *shift, float epsilon, float *y, size_t ldy)
FK_BUILDS(void, layer_norm, LAYER_NORM_PARAMETERS,
          (m, channels, x, ldx, scale, shift, epsilon, y, ldy),
          (m, channels, x, ldx, scale, shift, epsilon, y, ldy),
          (m, channels, x, ldx, scale, shift, epsilon, y, ldy))

void fk_layer_norm LAYER_NORM_PARAMETERS {
  FK_CHOOSE(layer_norm, (m, channels, x, ldx, scale, shift, epsilon, y, ldy))
}

FK_BODY void add_scaled_body(size_t m, size_t n, const float *x, size_t ldx,
                             const float *scale, float *y, size_t ldy) {
  for (size_t i = 0; i < m; i++)
    for (size_t c = 0; c < n; c += 16)
      store(y + i * ldy + c,
            load(y + i * ldy + c) + load(scale + c) * load(x + i * ldx + c));
}

#define ADD_SCALED_PARAMETERS                                              \
  (size_t m, size_t n, const float *x, size_t ldx, const float *scale, float *y, \
   size_t ldy)
FK_BUILDS(void, add_scaled, ADD_SCALED_PARAMETERS,
          (m, n, x, ldx, scale, y, ldy), (m, n, x, ldx, scale, y, ldy),
          (m, n, x, ldx, scale, y, ldy))

void fk_add_scaled ADD_SCALED_PARAMETERS {
  FK_CHOOSE(add_scaled, (m, n, x, ldx, scale, y, ldy))
}

FK_BODY void rescale_body(size_t m, size_t n, const float *scale,
                          const float *shift, float *y, size_t ldy) {
  for (size_t i = 0; i < m; i++)
    for (size_t c = 0; c < n; c += 16)
      store(y + i * ldy + c,
            load(scale + c) * load(y + i * ldy + c) + load(shift + c));
}

#define RESCALE_PARAMETERS                                                  \
  (size_t m, size_t n, const float *scale, const float *shift, float *y,    \
   size_t ldy)
FK_BUILDS(void, rescale, RESCALE_PARAMETERS, (m, n, scale, shift, y, ldy),
          (m, n, scale, shift, y, ldy), (m, n, scale, shift, y, ldy))

void fk_rescale RESCALE_PARAMETERS {
  FK_CHOOSE(rescale, (m, n, scale, shift, y, ldy))
}

/// Sums of 64 rows are added up first, so that thousands of rows lose no digits.
FK_BODY void column_sums_body(size_t m, size_t n, int squares, const float *x,
                              size_t ldx, float *sums) {
  for (size_t c = 0; c < n; c += 16) {
    v16 total = splat(0);
    for (size_t block = 0; block < m; block += 64) {
      v16 sum = splat(0);
      for (size_t i = block; i < m && i < block + 64; i++) {
        v16 in = load(x + i * ldx + c);
        sum += squares ? in * in : in;
      }
      total += sum;
    }
    store(sums + c, total);
  }
}

#define COLUMN_SUMS_PARAMETERS \
  (size_t m, size_t n, int squares, const float *x, size_t ldx, float *sums)
FK_BUILDS(void, column_sums, COLUMN_SUMS_PARAMETERS,
          (m, n, squares, x, ldx, sums), (m, n, squares, x, ldx, sums),
          (m, n, squares, x, ldx, sums))

void fk_column_sums COLUMN_SUMS_PARAMETERS {
  FK_CHOOSE(column_sums, (m, n, squares, x, ldx, sums))
}
