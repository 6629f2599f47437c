#include "rows.h"

// Depthwise convolution of images whose pixels are rows of channels.

/// T neighbouring pixels of one row of the result, all channels.
FK_BODY void depthwise_tile(const int T, const int K, const int S, size_t channels,
                            const float *w, const float *bias, const float *x,
                            size_t ldx, float *y, fk_finish f) {
  for (size_t c = 0; c < channels; c += 16) {
    v16 sum[8];
    for (int t = 0; t < T; t++) sum[t] = load(bias + c);
    for (int row = 0; row < K; row++) {
      v16 factor[7];
      for (int k = 0; k < K; k++)
        factor[k] = load(w + (size_t)(row * K + k) * channels + c);
      const float *line = x + (size_t)row * ldx + c;
      for (int i = 0; i < (T - 1) * S + K; i++) {
        v16 in = load(line + (size_t)i * channels);
        for (int t = 0; t < T; t++)
          if (i >= t * S && i - t * S < K) sum[t] += factor[i - t * S] * in;
      }
    }
    for (int t = 0; t < T; t++)
      store(y + (size_t)t * channels + c, finish(sum[t], f));
  }
}

FK_BODY void depthwise_rows(const int T, const int K, const int S, size_t rows,
                            size_t columns, size_t channels, const float *w,
                            const float *bias, const float *x, size_t ldx,
                            float *y, fk_finish f) {
  for (size_t row = 0; row < rows; row++) {
    const float *line = x + row * S * ldx;
    float *out = y + row * columns * channels;
    size_t i = 0;
    for (; i + T <= columns; i += T)
      depthwise_tile(T, K, S, channels, w, bias, line + i * S * channels, ldx,
                     out + i * channels, f);
    for (; i < columns; i++)
      depthwise_tile(1, K, S, channels, w, bias, line + i * S * channels, ldx,
                     out + i * channels, f);
  }
}

FK_BODY void depthwise_body(const int T, size_t rows, size_t columns,
                            size_t channels, size_t kernel, size_t stride,
                            const float *w, const float *bias, const float *x,
                            size_t ldx, float *y, fk_finish f) {
#define FK_DEPTHWISE(K, S)                                                   \
  if (kernel == K && stride == S)                                            \
    depthwise_rows(T, K, S, rows, columns, channels, w, bias, x, ldx, y, f);
  FK_DEPTHWISE(3, 1)
  FK_DEPTHWISE(3, 2)
  FK_DEPTHWISE(5, 1)
  FK_DEPTHWISE(5, 2)
  FK_DEPTHWISE(7, 1)
#undef FK_DEPTHWISE
}

#define DEPTHWISE_PARAMETERS                                                 \
  (size_t rows, size_t columns, size_t channels, size_t kernel, size_t stride, \
   const float *w, const float *bias, const float *x, size_t ldx, float *y,  \
   fk_finish f)
FK_BUILDS(void, depthwise, DEPTHWISE_PARAMETERS,
          (7, rows, columns, channels, kernel, stride, w, bias, x, ldx, y, f),
          (4, rows, columns, channels, kernel, stride, w, bias, x, ldx, y, f),
          (2, rows, columns, channels, kernel, stride, w, bias, x, ldx, y, f))

void fk_depthwise DEPTHWISE_PARAMETERS {
  FK_CHOOSE(depthwise,
            (rows, columns, channels, kernel, stride, w, bias, x, ldx, y, f))
}
