#include <math.h>

#include "dispatch.h"

// From the blocks of a file to a strip of valid pixels in physical units, and
// the sums over its units. Any number of pixels. Products are rounded before
// they are added, so that every build gives the same.

#pragma clang fp contract(off)

// MARK: blocks

/// Undoes horizontal differencing of rows with one sample per pixel: four rows
/// at a time, whose sums do not wait for each other.
#define FK_UNDIFFERENCE(type)                                                 \
  static void undifference_##type(size_t rows, size_t width, size_t samples,  \
                                  type *p) {                                  \
    const size_t row = width * samples;                                       \
    if (samples > 1) {                                                        \
      for (size_t r = 0; r < rows; r++, p += row)                             \
        for (size_t i = samples; i < row; i++) p[i] += p[i - samples];        \
      return;                                                                 \
    }                                                                         \
    size_t r = 0;                                                             \
    for (; r + 4 <= rows; r += 4, p += 4 * row) {                             \
      type a = 0, b = 0, c = 0, d = 0;                                        \
      for (size_t i = 0; i < row; i++) {                                      \
        p[i] = a += p[i];                                                     \
        p[row + i] = b += p[row + i];                                         \
        p[2 * row + i] = c += p[2 * row + i];                                 \
        p[3 * row + i] = d += p[3 * row + i];                                 \
      }                                                                       \
    }                                                                         \
    for (; r < rows; r++, p += row)                                           \
      for (size_t i = 1; i < row; i++) p[i] += p[i - 1];                      \
  }

FK_UNDIFFERENCE(uint8_t)
FK_UNDIFFERENCE(uint16_t)

void fk_undifference(size_t rows, size_t width, size_t samples, size_t bytes,
                     void *block) {
  if (bytes == 1) undifference_uint8_t(rows, width, samples, block);
  if (bytes == 2) undifference_uint16_t(rows, width, samples, block);
}

#define FK_WIDEN(type)                                                        \
  FK_BODY void widen_##type(size_t n, const type *in, size_t step, float *out) { \
    if (step == 1)                                                            \
      for (size_t i = 0; i < n; i++) out[i] = (float)in[i];                   \
    else                                                                      \
      for (size_t i = 0; i < n; i++) out[i] = (float)in[i * step];            \
  }

FK_WIDEN(uint8_t)
FK_WIDEN(int8_t)
FK_WIDEN(uint16_t)
FK_WIDEN(int16_t)
FK_WIDEN(float)

FK_BODY void widen_body(size_t n, fk_sample type, const void *in, size_t step,
                        float *out) {
  switch (type) {
    case FK_UINT8: widen_uint8_t(n, in, step, out); break;
    case FK_UINT16: widen_uint16_t(n, in, step, out); break;
    case FK_INT16: widen_int16_t(n, in, step, out); break;
    case FK_FLOAT32: widen_float(n, in, step, out); break;
    case FK_INT8: widen_int8_t(n, in, step, out); break;
  }
}

#define WIDEN_PARAMETERS \
  (size_t n, fk_sample type, const void *in, size_t step, float *out)
FK_BUILDS(void, widen, WIDEN_PARAMETERS, (n, type, in, step, out),
          (n, type, in, step, out), (n, type, in, step, out))

void fk_widen WIDEN_PARAMETERS { FK_CHOOSE(widen, (n, type, in, step, out)) }

// MARK: valid pixels

/// Neither infinite nor NaN.
FK_BODY uint8_t is_number(float x) { return fabsf(x) < INFINITY; }

FK_BODY void mark_body(size_t n, const float *x, size_t fills,
                       const float *fill, uint8_t *valid, uint8_t *any) {
  for (size_t i = 0; i < n; i++) valid[i] &= is_number(x[i]);
  for (size_t f = 0; f < fills; f++) {
    const float low = fill[2 * f], high = fill[2 * f + 1];
    if (low == high)
      for (size_t i = 0; i < n; i++) valid[i] &= x[i] != low;
    else
      for (size_t i = 0; i < n; i++) valid[i] &= (x[i] < low) | (x[i] > high);
  }
  if (any)
    for (size_t i = 0; i < n; i++) any[i] |= x[i] != 0;
}

#define MARK_PARAMETERS                                              \
  (size_t n, const float *x, size_t fills, const float *fill, uint8_t *valid, \
   uint8_t *any)
FK_BUILDS(void, mark, MARK_PARAMETERS, (n, x, fills, fill, valid, any),
          (n, x, fills, fill, valid, any), (n, x, fills, fill, valid, any))

void fk_mark MARK_PARAMETERS {
  FK_CHOOSE(mark, (n, x, fills, fill, valid, any))
}

FK_BODY void calibrate_body(size_t n, float gain, float offset, float *x,
                            uint8_t *valid) {
  if (gain != 1 || offset != 0)
    for (size_t i = 0; i < n; i++) x[i] = x[i] * gain + offset;
  if (valid)
    for (size_t i = 0; i < n; i++) valid[i] &= is_number(x[i]);
}

#define CALIBRATE_PARAMETERS \
  (size_t n, float gain, float offset, float *x, uint8_t *valid)
FK_BUILDS(void, calibrate, CALIBRATE_PARAMETERS, (n, gain, offset, x, valid),
          (n, gain, offset, x, valid), (n, gain, offset, x, valid))

void fk_calibrate CALIBRATE_PARAMETERS {
  FK_CHOOSE(calibrate, (n, gain, offset, x, valid))
}

FK_BODY void clear_body(size_t n, const uint8_t *valid, float *x) {
  for (size_t i = 0; i < n; i++) x[i] = valid[i] ? x[i] : 0;
}

FK_BUILDS(void, clear, (size_t n, const uint8_t *valid, float *x),
          (n, valid, x), (n, valid, x), (n, valid, x))

void fk_clear(size_t n, const uint8_t *valid, float *x) {
  FK_CHOOSE(clear, (n, valid, x))
}

FK_BODY size_t zeros_body(size_t n, const uint8_t *valid) {
  size_t zeros = 0;
  for (size_t i = 0; i < n; i++) zeros += valid[i] == 0;
  return zeros;
}

FK_BUILDS(size_t, zeros, (size_t n, const uint8_t *valid), (n, valid),
          (n, valid), (n, valid))

size_t fk_zeros(size_t n, const uint8_t *valid) { FK_CHOOSE(zeros, (n, valid)) }

FK_BODY void range_body(size_t n, const uint8_t *valid, const float *x,
                        float *low, float *high) {
  enum { WIDE = 16 };
  float least[WIDE], most[WIDE];
  for (int l = 0; l < WIDE; l++) {
    least[l] = INFINITY;
    most[l] = -INFINITY;
  }
  size_t i = 0;
  for (; i + WIDE <= n; i += WIDE)
    for (int l = 0; l < WIDE; l++) {
      float a = valid[i + l] ? x[i + l] : INFINITY;
      float b = valid[i + l] ? x[i + l] : -INFINITY;
      least[l] = a < least[l] ? a : least[l];
      most[l] = b > most[l] ? b : most[l];
    }
  for (; i < n; i++)
    if (valid[i]) {
      least[0] = x[i] < least[0] ? x[i] : least[0];
      most[0] = x[i] > most[0] ? x[i] : most[0];
    }
  for (int l = 0; l < WIDE; l++) {
    *low = least[l] < *low ? least[l] : *low;
    *high = most[l] > *high ? most[l] : *high;
  }
}

#define RANGE_PARAMETERS \
  (size_t n, const uint8_t *valid, const float *x, float *low, float *high)
FK_BUILDS(void, range, RANGE_PARAMETERS, (n, valid, x, low, high),
          (n, valid, x, low, high), (n, valid, x, low, high))

void fk_range RANGE_PARAMETERS { FK_CHOOSE(range, (n, valid, x, low, high)) }

// MARK: sums over units

/// At most this many pixels are summed in single precision before the sum
/// goes into Double.
enum { SPAN = 256 };

/// Sums of K features over the pixels of a span that carry one label.
FK_BODY void unit_sums_block(const int K, size_t n, int32_t label,
                             const int32_t *labels, const float *x, size_t ldx,
                             const float *centre, double *sums,
                             double *squares) {
  v16 sum[4], square[4];
  for (int k = 0; k < K; k++) sum[k] = square[k] = splat(0);
  const i16 own = {label, label, label, label, label, label, label, label,
                   label, label, label, label, label, label, label, label};
  for (size_t i = 0; i < n; i += 16) {
    i16 mask = *(const i16 *)(labels + i) == own;
    for (int k = 0; k < K; k++) {
      v16 value = load(x + k * ldx + i) - splat(centre[k]);
      sum[k] += (v16)(mask & (i16)value);
      square[k] += (v16)(mask & (i16)(value * value));
    }
  }
  for (int k = 0; k < K; k++) {
    sums[k] += sum16(sum[k]);
    squares[k] += sum16(square[k]);
  }
}

FK_BODY void unit_sums_span(size_t k, size_t d, size_t n, const uint8_t *units,
                            const float *x, size_t ldx, const float *centre,
                            double *counts, double *sums, double *squares) {
  int32_t labels[SPAN];
  uint16_t many[256] = {0};
  const size_t padded = (n + 15) / 16 * 16;
  for (size_t i = 0; i < n; i++) labels[i] = units[i];
  for (size_t i = n; i < padded; i++) labels[i] = 0;
  for (size_t i = 0; i < n; i++) many[units[i]]++;
  for (size_t u = 1; u <= k; u++) {
    if (!many[u]) continue;
    counts[u - 1] += many[u];
    double *sum = sums + (u - 1) * d, *square = squares + (u - 1) * d;
    size_t a = 0;
    for (; a + 4 <= d; a += 4)
      unit_sums_block(4, padded, (int32_t)u, labels, x + a * ldx, ldx,
                      centre + a, sum + a, square + a);
    for (; a < d; a++)
      unit_sums_block(1, padded, (int32_t)u, labels, x + a * ldx, ldx,
                      centre + a, sum + a, square + a);
  }
}

FK_BODY void unit_sums_body(size_t k, size_t d, size_t n, const uint8_t *units,
                            const float *x, size_t ldx, const float *centre,
                            double *counts, double *sums, double *squares) {
  for (size_t i = 0; i < n; i += SPAN)
    unit_sums_span(k, d, n - i < SPAN ? n - i : SPAN, units + i, x + i, ldx,
                   centre, counts, sums, squares);
}

#define UNIT_SUMS_PARAMETERS                                              \
  (size_t k, size_t d, size_t n, const uint8_t *units, const float *x,    \
   size_t ldx, const float *centre, double *counts, double *sums,         \
   double *squares)
FK_BUILDS(void, unit_sums, UNIT_SUMS_PARAMETERS,
          (k, d, n, units, x, ldx, centre, counts, sums, squares),
          (k, d, n, units, x, ldx, centre, counts, sums, squares),
          (k, d, n, units, x, ldx, centre, counts, sums, squares))

void fk_unit_sums UNIT_SUMS_PARAMETERS {
  FK_CHOOSE(unit_sums,
            (k, d, n, units, x, ldx, centre, counts, sums, squares))
}

// MARK: margins

FK_BODY void margins_span(size_t d, size_t n, const float *x, size_t ldx,
                          float *best, const float *second) {
  float square[SPAN] = {0};
  for (size_t a = 0; a < d; a++)
    for (size_t i = 0; i < n; i++) square[i] += x[a * ldx + i] * x[a * ldx + i];
  for (size_t i = 0; i < n; i++) {
    const float one = square[i] + 2 * best[i], two = square[i] + 2 * second[i];
    const float near = sqrtf(one > 0 ? one : 0), far = sqrtf(two > 0 ? two : 0);
    best[i] = far > 0 && square[i] < INFINITY ? 1 - near / far : 0;
  }
}

FK_BODY void margins_body(size_t d, size_t n, const float *x, size_t ldx,
                          float *best, const float *second) {
  for (size_t i = 0; i < n; i += SPAN)
    margins_span(d, n - i < SPAN ? n - i : SPAN, x + i, ldx, best + i,
                 second + i);
}

#define MARGINS_PARAMETERS                                         \
  (size_t d, size_t n, const float *x, size_t ldx, float *best,    \
   const float *second)
FK_BUILDS(void, margins, MARGINS_PARAMETERS, (d, n, x, ldx, best, second),
          (d, n, x, ldx, best, second), (d, n, x, ldx, best, second))

void fk_margins MARGINS_PARAMETERS {
  FK_CHOOSE(margins, (d, n, x, ldx, best, second))
}
