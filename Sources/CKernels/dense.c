#include <math.h>

#include "dispatch.h"

// Dense layers on planar data: forward, backward, Adam.

/// J rows of W against V vectors of pixels, all sums in registers.
FK_BODY void affine_block(const int J, const int V, size_t d, const float *w,
                          size_t wr, size_t wc, const float *bias,
                          const float *x, size_t ldx, float *y, size_t ldy,
                          fk_activation f) {
  v16 sum[8][4];
  for (int j = 0; j < J; j++)
    for (int v = 0; v < V; v++) sum[j][v] = splat(bias ? bias[j] : 0.0f);
  for (size_t k = 0; k < d; k++) {
    v16 in[4];
    for (int v = 0; v < V; v++) in[v] = load(x + k * ldx + 16 * v);
    for (int j = 0; j < J; j++) {
      v16 factor = splat(w[j * wr + k * wc]);
      for (int v = 0; v < V; v++) sum[j][v] += factor * in[v];
    }
  }
  for (int j = 0; j < J; j++)
    for (int v = 0; v < V; v++)
      store(y + j * ldy + 16 * v, activate(sum[j][v], f));
}

FK_BODY void affine_columns(const int J, const int V, size_t m, size_t d,
                            const float *w, size_t wr, size_t wc,
                            const float *bias, const float *x, size_t ldx,
                            float *y, size_t ldy, fk_activation f) {
  size_t j = 0;
  for (; j + J <= m; j += J)
    affine_block(J, V, d, w + j * wr, wr, wc, bias ? bias + j : bias, x, ldx,
                 y + j * ldy, ldy, f);
  for (; j + 2 <= m; j += 2)
    affine_block(2, V, d, w + j * wr, wr, wc, bias ? bias + j : bias, x, ldx,
                 y + j * ldy, ldy, f);
  for (; j < m; j++)
    affine_block(1, V, d, w + j * wr, wr, wc, bias ? bias + j : bias, x, ldx,
                 y + j * ldy, ldy, f);
}

FK_BODY void affine_switch(const int J, const int V, fk_activation f, size_t m,
                           size_t d, size_t n, const float *w, size_t wr,
                           size_t wc, const float *bias, const float *x,
                           size_t ldx, float *y, size_t ldy) {
  size_t i = 0;
  for (; i + 16 * V <= n; i += 16 * V)
    affine_columns(J, V, m, d, w, wr, wc, bias, x + i, ldx, y + i, ldy, f);
  for (; i < n; i += 16)
    affine_columns(J, 1, m, d, w, wr, wc, bias, x + i, ldx, y + i, ldy, f);
}

FK_BODY void affine_body(const int J, const int V, size_t m, size_t d, size_t n,
                         const float *w, size_t wr, size_t wc,
                         const float *bias, const float *x, size_t ldx,
                         float *y, size_t ldy, fk_activation f) {
  switch (f) {
    case FK_RELU:
      affine_switch(J, V, FK_RELU, m, d, n, w, wr, wc, bias, x, ldx, y, ldy);
      break;
    case FK_SELU:
      affine_switch(J, V, FK_SELU, m, d, n, w, wr, wc, bias, x, ldx, y, ldy);
      break;
    case FK_SIGMOID:
      affine_switch(J, V, FK_SIGMOID, m, d, n, w, wr, wc, bias, x, ldx, y, ldy);
      break;
    default:
      affine_switch(J, V, FK_LINEAR, m, d, n, w, wr, wc, bias, x, ldx, y, ldy);
  }
}

#define AFFINE_PARAMETERS                                                    \
  (size_t m, size_t d, size_t n, const float *w, size_t wr, size_t wc,       \
   const float *bias, const float *x, size_t ldx, float *y, size_t ldy,      \
   fk_activation f)
FK_BUILDS(void, affine, AFFINE_PARAMETERS,
          (6, 4, m, d, n, w, wr, wc, bias, x, ldx, y, ldy, f),
          (3, 2, m, d, n, w, wr, wc, bias, x, ldx, y, ldy, f),
          (2, 1, m, d, n, w, wr, wc, bias, x, ldx, y, ldy, f))

void fk_affine AFFINE_PARAMETERS {
  FK_CHOOSE(affine, (m, d, n, w, wr, wc, bias, x, ldx, y, ldy, f))
}

/// J x K sums over all pixels (J, K <= 4), lanes added at the end.
FK_BODY void outer_block(const int J, const int K, size_t n, const float *a,
                         size_t lda, const float *b, size_t ldb, float *g,
                         size_t ldg) {
  v16 sum[16];
  for (int s = 0; s < 16; s++) sum[s] = splat(0);
  for (size_t i = 0; i < n; i += 16) {
    v16 right[4];
    for (int k = 0; k < K; k++) right[k] = load(b + k * ldb + i);
    for (int j = 0; j < J; j++) {
      v16 left = load(a + j * lda + i);
      for (int k = 0; k < K; k++) sum[4 * j + k] += left * right[k];
    }
  }
  v16 total = sums_of_16(sum);
  for (int j = 0; j < J; j++)
    for (int k = 0; k < K; k++) g[j * ldg + k] += total[4 * j + k];
}

FK_BODY void outer_rows(const int J, size_t d, size_t n, const float *a,
                        size_t lda, const float *b, size_t ldb, float *g) {
  size_t k = 0;
  for (; k + 4 <= d; k += 4)
    outer_block(J, 4, n, a, lda, b + k * ldb, ldb, g + k, d);
  for (; k + 2 <= d; k += 2)
    outer_block(J, 2, n, a, lda, b + k * ldb, ldb, g + k, d);
  for (; k < d; k++) outer_block(J, 1, n, a, lda, b + k * ldb, ldb, g + k, d);
}

/// Sums of up to sixteen rows over all pixels.
FK_BODY void row_sums(size_t rows, size_t n, const float *a, size_t lda,
                      float *out) {
  v16 sum[16];
  for (size_t j = 0; j < 16; j++) {
    sum[j] = splat(0);
    if (j < rows)
      for (size_t i = 0; i < n; i += 16) sum[j] += load(a + j * lda + i);
  }
  v16 total = sums_of_16(sum);
  for (size_t j = 0; j < rows; j++) out[j] += total[j];
}

FK_BODY void outer_body(const int J, size_t m, size_t d, size_t n,
                        const float *a, size_t lda, const float *b, size_t ldb,
                        float *g, float *g_bias) {
  size_t j = 0;
  for (; j + J <= m; j += J)
    outer_rows(J, d, n, a + j * lda, lda, b, ldb, g + j * d);
  for (; j + 2 <= m; j += 2)
    outer_rows(2, d, n, a + j * lda, lda, b, ldb, g + j * d);
  for (; j < m; j++)
    outer_rows(1, d, n, a + j * lda, lda, b, ldb, g + j * d);
  for (j = 0; j < m; j += 16)
    row_sums(m - j < 16 ? m - j : 16, n, a + j * lda, lda, g_bias + j);
}

#define OUTER_PARAMETERS                                                   \
  (size_t m, size_t d, size_t n, const float *a, size_t lda, const float *b, \
   size_t ldb, float *g, float *g_bias)
FK_BUILDS(void, outer, OUTER_PARAMETERS,
          (4, m, d, n, a, lda, b, ldb, g, g_bias),
          (2, m, d, n, a, lda, b, ldb, g, g_bias),
          (1, m, d, n, a, lda, b, ldb, g, g_bias))

void fk_outer OUTER_PARAMETERS {
  FK_CHOOSE(outer, (m, d, n, a, lda, b, ldb, g, g_bias))
}

FK_BODY void gradient_body(size_t m, size_t n, fk_activation f, const float *y,
                           size_t ldy, float *d, size_t ldd) {
  const v16 zero = splat(0), one = splat(1);
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < n; i += 16) {
      v16 out = load(y + j * ldy + i), slope = one;
      if (f == FK_RELU) slope = choose(out > zero, one, zero);
      if (f == FK_SELU)
        slope = choose(out > zero, splat(SELU_SCALE),
                       out + splat(SELU_SCALE * SELU_ALPHA));
      if (f == FK_SIGMOID) slope = out * (one - out);
      store(d + j * ldd + i, load(d + j * ldd + i) * slope);
    }
}

#define GRADIENT_PARAMETERS                                              \
  (size_t m, size_t n, fk_activation f, const float *y, size_t ldy, float *d, \
   size_t ldd)
FK_BUILDS(void, gradient, GRADIENT_PARAMETERS, (m, n, f, y, ldy, d, ldd),
          (m, n, f, y, ldy, d, ldd), (m, n, f, y, ldy, d, ldd))

void fk_activation_gradient GRADIENT_PARAMETERS {
  if (f == FK_LINEAR) return;
  FK_CHOOSE(gradient, (m, n, f, y, ldy, d, ldd))
}

/// The first `kept` lanes, zeros after them.
FK_BODY v16 keep_first(v16 x, size_t kept) {
  const i16 lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return choose(lane < (int32_t)kept, x, splat(0));
}

FK_BODY double difference_body(size_t m, size_t n, size_t count, float factor,
                               const float *y, size_t ldy, const float *t,
                               size_t ldt, float *d, size_t ldd) {
  double total = 0;
  for (size_t j = 0; j < m; j++) {
    v16 sum = splat(0);
    for (size_t i = 0; i < n; i += 16) {
      v16 e = load(y + j * ldy + i) - load(t + j * ldt + i);
      if (i + 16 > count) e = keep_first(e, count > i ? count - i : 0);
      sum += e * e;
      store(d + j * ldd + i, splat(factor) * e);
    }
    total += sum16(sum);
  }
  return total;
}

#define DIFFERENCE_PARAMETERS                                             \
  (size_t m, size_t n, size_t count, float factor, const float *y, size_t ldy, \
   const float *t, size_t ldt, float *d, size_t ldd)
FK_BUILDS(double, difference, DIFFERENCE_PARAMETERS,
          (m, n, count, factor, y, ldy, t, ldt, d, ldd),
          (m, n, count, factor, y, ldy, t, ldt, d, ldd),
          (m, n, count, factor, y, ldy, t, ldt, d, ldd))

double fk_difference DIFFERENCE_PARAMETERS {
  FK_CHOOSE(difference, (m, n, count, factor, y, ldy, t, ldt, d, ldd))
}

FK_BODY double penalty_body(size_t m, size_t n, size_t count, float factor,
                            const float *y, size_t ldy, float *d, size_t ldd) {
  const v16 zero = splat(0), plus = splat(factor), minus = splat(-factor);
  double total = 0;
  for (size_t j = 0; j < m; j++) {
    v16 sum = zero;
    for (size_t i = 0; i < n; i += 16) {
      v16 out = load(y + j * ldy + i);
      if (i + 16 > count) out = keep_first(out, count > i ? count - i : 0);
      v16 push = choose(out > zero, plus, choose(out < zero, minus, zero));
      sum += choose(out < zero, -out, out);
      store(d + j * ldd + i, load(d + j * ldd + i) + push);
    }
    total += sum16(sum);
  }
  return total;
}

#define PENALTY_PARAMETERS                                                \
  (size_t m, size_t n, size_t count, float factor, const float *y, size_t ldy, \
   float *d, size_t ldd)
FK_BUILDS(double, penalty, PENALTY_PARAMETERS,
          (m, n, count, factor, y, ldy, d, ldd),
          (m, n, count, factor, y, ldy, d, ldd),
          (m, n, count, factor, y, ldy, d, ldd))

double fk_absolute_penalty PENALTY_PARAMETERS {
  FK_CHOOSE(penalty, (m, n, count, factor, y, ldy, d, ldd))
}

/// The slope of an activation in terms of its output, and the derivative of
/// its square by that output.
FK_BODY v16 slope_squared(v16 y, fk_activation f, v16 *derivative) {
  const v16 zero = splat(0), one = splat(1);
  v16 slope = one;
  *derivative = zero;
  switch (f) {
    case FK_RELU: slope = choose(y > zero, one, zero); break;
    case FK_SELU:
      slope = choose(y > zero, splat(SELU_SCALE),
                     y + splat(SELU_SCALE * SELU_ALPHA));
      *derivative = choose(y > zero, zero, splat(2) * slope);
      break;
    case FK_SIGMOID:
      slope = y * (one - y);
      *derivative = splat(2) * slope * (one - splat(2) * y);
      break;
    default: break;
  }
  return slope * slope;
}

FK_BODY double contraction_body(size_t m, size_t count, fk_activation f,
                                float factor, const float *norms,
                                const float *y, size_t ldy, float *d,
                                size_t ldd, float *sums) {
  const i16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  double total = 0;
  for (size_t j = 0; j < m; j++) {
    v16 sum = splat(0);
    for (size_t i = 0; i < count; i += 16) {
      v16 derivative;
      v16 square = slope_squared(load(y + j * ldy + i), f, &derivative);
      const i16 live = lanes < (int32_t)(count - i);
      sum += choose(live, square, splat(0));
      v16 step = splat(factor * norms[j]) * derivative;
      store(d + j * ldd + i,
            load(d + j * ldd + i) + choose(live, step, splat(0)));
    }
    sums[j] = sum16(sum);
    total += (double)norms[j] * sums[j];
  }
  return total;
}

#define CONTRACTION_PARAMETERS                                                \
  (size_t m, size_t count, fk_activation f, float factor, const float *norms, \
   const float *y, size_t ldy, float *d, size_t ldd, float *sums)
#define CONTRACTION_ARGUMENTS (m, count, f, factor, norms, y, ldy, d, ldd, sums)
FK_BUILDS(double, contraction, CONTRACTION_PARAMETERS, CONTRACTION_ARGUMENTS,
          CONTRACTION_ARGUMENTS, CONTRACTION_ARGUMENTS)

double fk_contraction CONTRACTION_PARAMETERS {
  FK_CHOOSE(contraction, CONTRACTION_ARGUMENTS)
}

FK_BODY void adam_body(size_t n, float *w, const float *g, float *m, float *v,
                       float rate, float beta1, float beta2, float epsilon) {
  const v16 keep1 = splat(beta1), take1 = splat(1 - beta1);
  const v16 keep2 = splat(beta2), take2 = splat(1 - beta2);
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    v16 gi = load(g + i);
    v16 mi = keep1 * load(m + i) + take1 * gi;
    v16 vi = keep2 * load(v + i) + take2 * gi * gi;
    v16 root = __builtin_elementwise_sqrt(vi) + splat(epsilon);
    store(m + i, mi);
    store(v + i, vi);
    store(w + i, load(w + i) - splat(rate) * mi / root);
  }
  for (; i < n; i++) {
    float gi = g[i];
    m[i] = beta1 * m[i] + (1 - beta1) * gi;
    v[i] = beta2 * v[i] + (1 - beta2) * gi * gi;
    w[i] -= rate * m[i] / (sqrtf(v[i]) + epsilon);
  }
}

#define ADAM_PARAMETERS                                                    \
  (size_t n, float *w, const float *g, float *m, float *v, float rate,     \
   float beta1, float beta2, float epsilon)
FK_BUILDS(void, adam, ADAM_PARAMETERS,
          (n, w, g, m, v, rate, beta1, beta2, epsilon),
          (n, w, g, m, v, rate, beta1, beta2, epsilon),
          (n, w, g, m, v, rate, beta1, beta2, epsilon))

void fk_adam ADAM_PARAMETERS {
  FK_CHOOSE(adam, (n, w, g, m, v, rate, beta1, beta2, epsilon))
}

FK_BODY void mean_squares_body(size_t m, size_t n, const float *y, size_t ldy,
                               const float *t, size_t ldt, float *out) {
  const v16 share = splat(m > 0 ? 1.0f / (float)m : 0.0f);
  for (size_t i = 0; i < n; i += 16) {
    v16 sum = splat(0);
    for (size_t j = 0; j < m; j++) {
      v16 e = load(y + j * ldy + i) - load(t + j * ldt + i);
      sum += e * e;
    }
    store(out + i, sum * share);
  }
}

#define MEAN_SQUARES_PARAMETERS                                              \
  (size_t m, size_t n, const float *y, size_t ldy, const float *t, size_t ldt, \
   float *out)
FK_BUILDS(void, mean_squares, MEAN_SQUARES_PARAMETERS,
          (m, n, y, ldy, t, ldt, out), (m, n, y, ldy, t, ldt, out),
          (m, n, y, ldy, t, ldt, out))

void fk_mean_squares MEAN_SQUARES_PARAMETERS {
  FK_CHOOSE(mean_squares, (m, n, y, ldy, t, ldt, out))
}
