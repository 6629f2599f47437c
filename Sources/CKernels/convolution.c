#include "dispatch.h"

// Convolutions of planar maps, and what goes between them: pooling, and the
// interleaving of four maps into one of twice the size.

/// J outputs at V vectors of pixels, all sums in registers.
FK_BODY void convolution_block(const int J, const int V, size_t m, size_t taps,
                               const float *w, const float *bias,
                               const float *x, const int32_t *offsets, float *y,
                               size_t ldy) {
  v16 sum[8][3];
  for (int j = 0; j < J; j++)
    for (int v = 0; v < V; v++) sum[j][v] = splat(bias ? bias[j] : 0.0f);
  for (size_t t = 0; t < taps; t++) {
    v16 in[3];
    for (int v = 0; v < V; v++) in[v] = load(x + offsets[t] + 16 * v);
    for (int j = 0; j < J; j++) {
      v16 factor = splat(w[t * m + j]);
      for (int v = 0; v < V; v++) sum[j][v] += factor * in[v];
    }
  }
  for (int j = 0; j < J; j++)
    for (int v = 0; v < V; v++) store(y + j * ldy + 16 * v, sum[j][v]);
}

FK_BODY void convolution_columns(const int J, const int V, size_t m,
                                 size_t taps, const float *w, const float *bias,
                                 const float *x, const int32_t *offsets,
                                 float *y, size_t ldy) {
  size_t o = 0;
#define FK_OUTPUTS(N)                                                         \
  for (; o + (N) <= m; o += (N))                                              \
    convolution_block(N, V, m, taps, w + o, bias ? bias + o : bias, x,        \
                      offsets, y + o * ldy, ldy);
  FK_OUTPUTS(J)
  if (J > 4) FK_OUTPUTS(4)
  if (J > 2) FK_OUTPUTS(2)
  FK_OUTPUTS(1)
#undef FK_OUTPUTS
}

FK_BODY void convolution_body(const int J, const int V, size_t m, size_t taps,
                              size_t n, const float *w, const float *bias,
                              const float *x, const int32_t *offsets, float *y,
                              size_t ldy) {
  size_t i = 0;
  for (; i + 16 * V <= n; i += 16 * V)
    convolution_columns(J, V, m, taps, w, bias, x + i, offsets, y + i, ldy);
  for (; i < n; i += 16)
    convolution_columns(J, 1, m, taps, w, bias, x + i, offsets, y + i, ldy);
}

#define CONVOLUTION_PARAMETERS                                                \
  (size_t m, size_t taps, size_t n, const float *w, const float *bias,        \
   const float *x, const int32_t *offsets, float *y, size_t ldy)
FK_BUILDS(void, convolution, CONVOLUTION_PARAMETERS,
          (8, 3, m, taps, n, w, bias, x, offsets, y, ldy),
          (4, 1, m, taps, n, w, bias, x, offsets, y, ldy),
          (2, 1, m, taps, n, w, bias, x, offsets, y, ldy))

void fk_convolution CONVOLUTION_PARAMETERS {
  FK_CHOOSE(convolution, (m, taps, n, w, bias, x, offsets, y, ldy))
}

/// J x K sums over all pixels (J, K <= 4), lanes added at the end.
FK_BODY void correlate_block(const int J, const int K, size_t n, size_t taps,
                             const float *d, size_t ldd, const float *x,
                             const int32_t *offsets, float *g) {
  v16 sum[16];
  for (int s = 0; s < 16; s++) sum[s] = splat(0);
  for (size_t i = 0; i < n; i += 16) {
    v16 right[4];
    for (int k = 0; k < K; k++) right[k] = load(x + offsets[k] + i);
    for (int j = 0; j < J; j++) {
      v16 left = load(d + j * ldd + i);
      for (int k = 0; k < K; k++) sum[4 * j + k] += left * right[k];
    }
  }
  v16 total = sums_of_16(sum);
  for (int j = 0; j < J; j++)
    for (int k = 0; k < K; k++) g[j * taps + k] += total[4 * j + k];
}

FK_BODY void correlate_taps(const int J, size_t taps, size_t n, const float *d,
                            size_t ldd, const float *x, const int32_t *offsets,
                            float *g) {
  size_t t = 0;
  for (; t + 4 <= taps; t += 4)
    correlate_block(J, 4, n, taps, d, ldd, x, offsets + t, g + t);
  for (; t < taps; t++)
    correlate_block(J, 1, n, taps, d, ldd, x, offsets + t, g + t);
}

FK_BODY float sum_of_row(size_t n, const float *d) {
  v16 sum = splat(0);
  for (size_t i = 0; i < n; i += 16) sum += load(d + i);
  return sum16(sum);
}

FK_BODY void correlate_body(const int J, size_t m, size_t taps, size_t n,
                            const float *d, size_t ldd, const float *x,
                            const int32_t *offsets, float *g, float *g_bias) {
  size_t o = 0;
  for (; o + J <= m; o += J)
    correlate_taps(J, taps, n, d + o * ldd, ldd, x, offsets, g + o * taps);
  for (; o < m; o++)
    correlate_taps(1, taps, n, d + o * ldd, ldd, x, offsets, g + o * taps);
  for (o = 0; o < m; o++) g_bias[o] += sum_of_row(n, d + o * ldd);
}

#define CORRELATE_PARAMETERS                                                  \
  (size_t m, size_t taps, size_t n, const float *d, size_t ldd,               \
   const float *x, const int32_t *offsets, float *g, float *g_bias)
FK_BUILDS(void, correlate, CORRELATE_PARAMETERS,
          (4, m, taps, n, d, ldd, x, offsets, g, g_bias),
          (2, m, taps, n, d, ldd, x, offsets, g, g_bias),
          (1, m, taps, n, d, ldd, x, offsets, g, g_bias))

void fk_convolution_gradient CORRELATE_PARAMETERS {
  FK_CHOOSE(correlate, (m, taps, n, d, ldd, x, offsets, g, g_bias))
}

FK_BODY void pool_body(size_t c, size_t h, size_t w, fk_planes y, fk_planes out,
                       uint8_t *which) {
  for (size_t k = 0; k < c; k++)
    for (size_t r = 0; r < h; r++) {
      const float *upper = y.start + k * y.plane + 2 * r * y.row;
      const float *lower = upper + y.row;
      float *to = out.start + k * out.plane + r * out.row;
      uint8_t *place = which + (k * h + r) * w;
      for (size_t q = 0; q < w; q++) {
        float best = 0;
        uint8_t at = 4;
        if (upper[2 * q] > best) best = upper[2 * q], at = 0;
        if (upper[2 * q + 1] > best) best = upper[2 * q + 1], at = 1;
        if (lower[2 * q] > best) best = lower[2 * q], at = 2;
        if (lower[2 * q + 1] > best) best = lower[2 * q + 1], at = 3;
        to[q] = best;
        place[q] = at;
      }
    }
}

#define POOL_PARAMETERS \
  (size_t c, size_t h, size_t w, fk_planes y, fk_planes out, uint8_t *which)
FK_BUILDS(void, pool, POOL_PARAMETERS, (c, h, w, y, out, which),
          (c, h, w, y, out, which), (c, h, w, y, out, which))

void fk_pool POOL_PARAMETERS { FK_CHOOSE(pool, (c, h, w, y, out, which)) }

FK_BODY void unpool_body(size_t c, size_t h, size_t w, fk_planes d,
                         const uint8_t *which, fk_planes out) {
  for (size_t k = 0; k < c; k++)
    for (size_t r = 0; r < h; r++) {
      const float *from = d.start + k * d.plane + r * d.row;
      const uint8_t *place = which + (k * h + r) * w;
      float *upper = out.start + k * out.plane + 2 * r * out.row;
      float *lower = upper + out.row;
      for (size_t q = 0; q < w; q++) {
        upper[2 * q] = place[q] == 0 ? from[q] : 0;
        upper[2 * q + 1] = place[q] == 1 ? from[q] : 0;
        lower[2 * q] = place[q] == 2 ? from[q] : 0;
        lower[2 * q + 1] = place[q] == 3 ? from[q] : 0;
      }
    }
}

#define UNPOOL_PARAMETERS                                                  \
  (size_t c, size_t h, size_t w, fk_planes d, const uint8_t *which,        \
   fk_planes out)
FK_BUILDS(void, unpool, UNPOOL_PARAMETERS, (c, h, w, d, which, out),
          (c, h, w, d, which, out), (c, h, w, d, which, out))

void fk_unpool UNPOOL_PARAMETERS { FK_CHOOSE(unpool, (c, h, w, d, which, out)) }

FK_BODY void interleave_body(size_t c, size_t h, size_t w, int relu,
                             fk_planes y, fk_planes out) {
  const float least = relu ? 0.0f : -__builtin_inff();
  for (size_t k = 0; k < c; k++)
    for (size_t r = 0; r < h; r++)
      for (size_t a = 0; a < 2; a++) {
        const float *even = y.start + (4 * k + 2 * a) * y.plane + r * y.row;
        const float *odd = even + y.plane;
        float *to = out.start + k * out.plane + (2 * r + a) * out.row;
        for (size_t q = 0; q < w; q++) {
          to[2 * q] = even[q] < least ? least : even[q];
          to[2 * q + 1] = odd[q] < least ? least : odd[q];
        }
      }
}

#define INTERLEAVE_PARAMETERS \
  (size_t c, size_t h, size_t w, int relu, fk_planes y, fk_planes out)
FK_BUILDS(void, interleave, INTERLEAVE_PARAMETERS, (c, h, w, relu, y, out),
          (c, h, w, relu, y, out), (c, h, w, relu, y, out))

void fk_interleave INTERLEAVE_PARAMETERS {
  FK_CHOOSE(interleave, (c, h, w, relu, y, out))
}

FK_BODY void deinterleave_body(size_t c, size_t h, size_t w, fk_planes d,
                               fk_planes like, fk_planes out) {
  for (size_t k = 0; k < c; k++)
    for (size_t r = 0; r < h; r++)
      for (size_t a = 0; a < 2; a++) {
        const float *from = d.start + k * d.plane + (2 * r + a) * d.row;
        float *even = out.start + (4 * k + 2 * a) * out.plane + r * out.row;
        float *odd = even + out.plane;
        if (!like.start) {
          for (size_t q = 0; q < w; q++)
            even[q] = from[2 * q], odd[q] = from[2 * q + 1];
          continue;
        }
        const float *gate =
            like.start + k * like.plane + (2 * r + a) * like.row;
        for (size_t q = 0; q < w; q++) {
          even[q] = gate[2 * q] > 0 ? from[2 * q] : 0;
          odd[q] = gate[2 * q + 1] > 0 ? from[2 * q + 1] : 0;
        }
      }
}

#define DEINTERLEAVE_PARAMETERS                                         \
  (size_t c, size_t h, size_t w, fk_planes d, fk_planes like,           \
   fk_planes out)
FK_BUILDS(void, deinterleave, DEINTERLEAVE_PARAMETERS, (c, h, w, d, like, out),
          (c, h, w, d, like, out), (c, h, w, d, like, out))

void fk_deinterleave DEINTERLEAVE_PARAMETERS {
  FK_CHOOSE(deinterleave, (c, h, w, d, like, out))
}
