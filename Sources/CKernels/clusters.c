#include <math.h>

#include "dispatch.h"

// Assignment to centres and to Gaussians, and the sums their fits need.

FK_BODY void nearest_block(const int J, const int V, int32_t j, size_t d,
                           const float *c, const float *half, const float *x,
                           size_t ldx, v16 *best, v16 *second, i16 *label) {
  v16 sum[4][4];
  for (int a = 0; a < J; a++)
    for (int v = 0; v < V; v++) sum[a][v] = splat(half[a]);
  for (size_t k = 0; k < d; k++) {
    v16 in[4];
    for (int v = 0; v < V; v++) in[v] = load(x + k * ldx + 16 * v);
    for (int a = 0; a < J; a++) {
      v16 factor = splat(-c[a * d + k]);
      for (int v = 0; v < V; v++) sum[a][v] += factor * in[v];
    }
  }
  for (int a = 0; a < J; a++)
    for (int v = 0; v < V; v++)
      keep_two(sum[a][v], j + a, &best[v], &second[v], &label[v]);
}

FK_BODY void nearest_columns(const int J, const int V, size_t k, size_t d,
                             const float *c, const float *half, const float *x,
                             size_t ldx, int32_t *labels, float *best,
                             float *second) {
  v16 b[4], s[4];
  i16 l[4];
  for (int v = 0; v < V; v++) {
    b[v] = s[v] = splat(INFINITY);
    l[v] = (i16){0};
  }
  size_t j = 0;
  for (; j + J <= k; j += J)
    nearest_block(J, V, (int32_t)j, d, c + j * d, half + j, x, ldx, b, s, l);
  for (; j < k; j++)
    nearest_block(1, V, (int32_t)j, d, c + j * d, half + j, x, ldx, b, s, l);
  for (int v = 0; v < V; v++) {
    *(i16 *)(labels + 16 * v) = l[v];
    store(best + 16 * v, b[v]);
    store(second + 16 * v, s[v]);
  }
}

FK_BODY void nearest_body(const int J, const int V, size_t k, size_t d,
                          size_t n, const float *c, const float *half,
                          const float *x, size_t ldx, int32_t *labels,
                          float *best, float *second) {
  size_t i = 0;
  for (; i + 16 * V <= n; i += 16 * V)
    nearest_columns(J, V, k, d, c, half, x + i, ldx, labels + i, best + i,
                    second + i);
  for (; i < n; i += 16)
    nearest_columns(J, 1, k, d, c, half, x + i, ldx, labels + i, best + i,
                    second + i);
}

#define NEAREST_PARAMETERS                                                    \
  (size_t k, size_t d, size_t n, const float *c, const float *half,           \
   const float *x, size_t ldx, int32_t *labels, float *best, float *second)
FK_BUILDS(void, nearest, NEAREST_PARAMETERS,
          (4, 2, k, d, n, c, half, x, ldx, labels, best, second),
          (2, 1, k, d, n, c, half, x, ldx, labels, best, second),
          (1, 1, k, d, n, c, half, x, ldx, labels, best, second))

void fk_nearest NEAREST_PARAMETERS {
  FK_CHOOSE(nearest, (k, d, n, c, half, x, ldx, labels, best, second))
}

/// At most this many pixels are summed in single precision before the sum
/// goes into Double.
enum { SPAN = 256 };

FK_BODY void label_sums_block(const int K, size_t n, int32_t j,
                              const int32_t *labels, const float *x, size_t ldx,
                              double *sums) {
  v16 sum[4];
  for (int k = 0; k < K; k++) sum[k] = splat(0);
  const i16 own = {j, j, j, j, j, j, j, j, j, j, j, j, j, j, j, j};
  for (size_t i = 0; i < n; i += 16) {
    i16 mask = *(const i16 *)(labels + i) == own;
    for (int k = 0; k < K; k++)
      sum[k] += (v16)(mask & (i16)load(x + k * ldx + i));
  }
  for (int k = 0; k < K; k++) sums[k] += sum16(sum[k]);
}

FK_BODY void label_sums_span(size_t k, size_t d, size_t n, const int32_t *labels,
                             const float *x, size_t ldx, double *counts,
                             double *sums) {
  int32_t seen[SPAN];
  size_t present = 0;
  for (size_t i = 0; i < n; i++)
    if (labels[i] >= 0 && (size_t)labels[i] < k) counts[labels[i]] += 1;
  for (size_t j = 0; j < k && present < SPAN; j++) {
    i16 found = {0};
    const int32_t t = (int32_t)j;
    const i16 own = {t, t, t, t, t, t, t, t, t, t, t, t, t, t, t, t};
    for (size_t i = 0; i < n; i += 16)
      found |= *(const i16 *)(labels + i) == own;
    int any = 0;
    for (int l = 0; l < 16; l++) any |= found[l];
    if (any) seen[present++] = t;
  }
  for (size_t p = 0; p < present; p++) {
    double *row = sums + (size_t)seen[p] * d;
    size_t a = 0;
    for (; a + 4 <= d; a += 4)
      label_sums_block(4, n, seen[p], labels, x + a * ldx, ldx, row + a);
    for (; a < d; a++)
      label_sums_block(1, n, seen[p], labels, x + a * ldx, ldx, row + a);
  }
}

typedef double v8d __attribute__((vector_size(64), aligned(8)));
typedef float v8 __attribute__((vector_size(32), aligned(4)));

/// Labels whose sums are kept side by side, two rows of sixteen each.
enum { MOST_ROWS = 128 };

FK_BODY v8d low_doubles(v16 x) {
  return __builtin_convertvector(
      (v8)__builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7), v8d);
}

FK_BODY v8d high_doubles(v16 x) {
  return __builtin_convertvector(
      (v8)__builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15), v8d);
}

/// Adds sixteen pixels at a time to the rows of their labels, up to sixteen
/// features of each; a feature beyond them is 1 and counts. Neighbours mostly
/// share a label: every second one has a row of its own, so that they do not
/// wait for each other. Row k takes labels that are none.
FK_BODY void label_rows(size_t k, size_t features, size_t n,
                        const int32_t *labels, const float *x, size_t ldx,
                        v8d *rows) {
  for (size_t i = 0; i < n; i += 16) {
    v16 t[16];
    for (size_t a = 0; a < 16; a++)
      t[a] = a < features ? load(x + a * ldx + i) : splat(a == features);
    transpose_16(t);
    for (int l = 0; l < 16; l++) {
      uint32_t j = (uint32_t)labels[i + l];
      v8d *row = rows + 4 * (j < k ? j : k) + 2 * (l % 2);
      row[0] += low_doubles(t[l]);
      if (features >= 8) row[1] += high_doubles(t[l]);
    }
  }
}

FK_BODY void label_sums_by_rows(size_t k, size_t d, size_t n,
                                const int32_t *labels, const float *x,
                                size_t ldx, double *counts, double *sums) {
  v8d rows[4 * (MOST_ROWS + 1)] __attribute__((aligned(64)));
  for (size_t a = 0; a <= d; a += 16) {
    const size_t features = d - a < 16 ? d - a : 16;
    for (size_t s = 0; s < 4 * (k + 1); s++) rows[s] = (v8d){0};
    label_rows(k, features, n, labels, x + a * ldx, ldx, rows);
    for (size_t j = 0; j < k; j++) {
      const double *row = (const double *)(rows + 4 * j);
      for (size_t f = 0; f < features; f++)
        sums[j * d + a + f] += row[f] + row[16 + f];
      if (features < 16) counts[j] += row[features] + row[16 + features];
    }
  }
}

FK_BODY void label_sums_body(size_t k, size_t d, size_t n, const int32_t *labels,
                             const float *x, size_t ldx, double *counts,
                             double *sums) {
  // Few labels and features are summed faster one by one.
  if (k >= 8 && k <= MOST_ROWS && k * d >= 80) {
    label_sums_by_rows(k, d, n, labels, x, ldx, counts, sums);
    return;
  }
  for (size_t i = 0; i < n; i += SPAN)
    label_sums_span(k, d, n - i < SPAN ? n - i : SPAN, labels + i, x + i, ldx,
                    counts, sums);
}

#define LABEL_SUMS_PARAMETERS                                            \
  (size_t k, size_t d, size_t n, const int32_t *labels, const float *x,  \
   size_t ldx, double *counts, double *sums)
FK_BUILDS(void, label_sums, LABEL_SUMS_PARAMETERS,
          (k, d, n, labels, x, ldx, counts, sums),
          (k, d, n, labels, x, ldx, counts, sums),
          (k, d, n, labels, x, ldx, counts, sums))

void fk_label_sums LABEL_SUMS_PARAMETERS {
  FK_CHOOSE(label_sums, (k, d, n, labels, x, ldx, counts, sums))
}

/// R rows of A_j x - b_j, of which row `first + r` ends at the diagonal; the
/// factor's upper triangle holds zeros, so R rows share one loop.
FK_BODY void gaussian_rows(const int R, const int V, size_t first, size_t d,
                           const float *a, const float *b, const float *x,
                           size_t ldx, v16 *square) {
  v16 sum[4][4];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) sum[r][v] = splat(-b[first + r]);
  for (size_t k = 0; k < first + R; k++) {
    v16 in[4];
    for (int v = 0; v < V; v++) in[v] = load(x + k * ldx + 16 * v);
    for (int r = 0; r < R; r++) {
      v16 factor = splat(a[(first + r) * d + k]);
      for (int v = 0; v < V; v++) sum[r][v] += factor * in[v];
    }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) square[v] += sum[r][v] * sum[r][v];
}

FK_BODY void gaussian_columns(const int R, const int V, size_t k, size_t d,
                              const float *a, const float *b,
                              const float *constant, const float *x, size_t ldx,
                              float *logp, size_t ldp) {
  for (size_t j = 0; j < k; j++) {
    v16 square[4];
    for (int v = 0; v < V; v++) square[v] = splat(0);
    size_t r = 0;
    for (; r + R <= d; r += R)
      gaussian_rows(R, V, r, d, a + j * d * d, b + j * d, x, ldx, square);
    for (; r < d; r++)
      gaussian_rows(1, V, r, d, a + j * d * d, b + j * d, x, ldx, square);
    for (int v = 0; v < V; v++)
      store(logp + j * ldp + 16 * v,
            splat(constant[j]) - splat(0.5f) * square[v]);
  }
}

FK_BODY void gaussian_body(const int R, const int V, size_t k, size_t d,
                           size_t n, const float *a, const float *b,
                           const float *constant, const float *x, size_t ldx,
                           float *logp, size_t ldp) {
  size_t i = 0;
  for (; i + 16 * V <= n; i += 16 * V)
    gaussian_columns(R, V, k, d, a, b, constant, x + i, ldx, logp + i, ldp);
  for (; i < n; i += 16)
    gaussian_columns(R, 1, k, d, a, b, constant, x + i, ldx, logp + i, ldp);
}

#define GAUSSIAN_PARAMETERS                                             \
  (size_t k, size_t d, size_t n, const float *a, const float *b,        \
   const float *constant, const float *x, size_t ldx, float *logp,      \
   size_t ldp)
FK_BUILDS(void, gaussian, GAUSSIAN_PARAMETERS,
          (4, 4, k, d, n, a, b, constant, x, ldx, logp, ldp),
          (2, 2, k, d, n, a, b, constant, x, ldx, logp, ldp),
          (2, 1, k, d, n, a, b, constant, x, ldx, logp, ldp))

void fk_gaussian GAUSSIAN_PARAMETERS {
  FK_CHOOSE(gaussian, (k, d, n, a, b, constant, x, ldx, logp, ldp))
}

FK_BODY void responsibilities_body(size_t k, size_t n, float *p, size_t ldp,
                                   int32_t *labels, float *margin,
                                   float *evidence) {
  for (size_t i = 0; i < n; i += 16) {
    v16 top = splat(-INFINITY);
    for (size_t j = 0; j < k; j++) {
      v16 value = load(p + j * ldp + i);
      top = choose(value > top, value, top);
    }
    v16 sum = splat(0);
    for (size_t j = 0; j < k; j++) {
      v16 value = exp16(load(p + j * ldp + i) - top);
      store(p + j * ldp + i, value);
      sum += value;
    }
    v16 share = splat(1) / sum, best = splat(INFINITY), second = best;
    i16 label = {0};
    for (size_t j = 0; j < k; j++) {
      v16 value = load(p + j * ldp + i) * share;
      store(p + j * ldp + i, value);
      keep_two(-value, (int32_t)j, &best, &second, &label);
    }
    if (labels) *(i16 *)(labels + i) = label;
    if (margin)
      store(margin + i, k > 1 ? second - best : splat(1));
    if (evidence)
      for (int l = 0; l < 16; l++) evidence[i + l] = top[l] + logf(sum[l]);
  }
}

#define RESPONSIBILITIES_PARAMETERS                                     \
  (size_t k, size_t n, float *p, size_t ldp, int32_t *labels,           \
   float *margin, float *evidence)
FK_BUILDS(void, responsibilities, RESPONSIBILITIES_PARAMETERS,
          (k, n, p, ldp, labels, margin, evidence),
          (k, n, p, ldp, labels, margin, evidence),
          (k, n, p, ldp, labels, margin, evidence))

void fk_responsibilities RESPONSIBILITIES_PARAMETERS {
  FK_CHOOSE(responsibilities, (k, n, p, ldp, labels, margin, evidence))
}

FK_BODY void moments_block(const int B, size_t n, const float *r, const float *x,
                           const float *z, size_t ldx, double *out) {
  v16 sum[4];
  for (int b = 0; b < B; b++) sum[b] = splat(0);
  for (size_t i = 0; i < n; i += 16) {
    v16 left = load(r + i) * load(x + i);
    for (int b = 0; b < B; b++) sum[b] += left * load(z + b * ldx + i);
  }
  for (int b = 0; b < B; b++) out[b] += sum16(sum[b]);
}

FK_BODY void moments_span(size_t d, size_t n, const float *r, const float *x,
                          size_t ldx, double *s0, double *s1, double *s2) {
  v16 sum = splat(0);
  for (size_t i = 0; i < n; i += 16) sum += load(r + i);
  *s0 += sum16(sum);
  for (size_t a = 0; a < d; a++) {
    moments_block(1, n, r, x + a * ldx, x + a * ldx, ldx, s2 + a * d + a);
    v16 first = splat(0);
    for (size_t i = 0; i < n; i += 16)
      first += load(r + i) * load(x + a * ldx + i);
    s1[a] += sum16(first);
    size_t b = 0;
    for (; b + 4 <= a; b += 4)
      moments_block(4, n, r, x + a * ldx, x + b * ldx, ldx, s2 + a * d + b);
    for (; b < a; b++)
      moments_block(1, n, r, x + a * ldx, x + b * ldx, ldx, s2 + a * d + b);
  }
}

FK_BODY void weighted_moments_body(size_t d, size_t n, const float *r,
                                   const float *x, size_t ldx, double *s0,
                                   double *s1, double *s2) {
  for (size_t i = 0; i < n; i += SPAN)
    moments_span(d, n - i < SPAN ? n - i : SPAN, r + i, x + i, ldx, s0, s1, s2);
}

#define MOMENTS_PARAMETERS                                                \
  (size_t d, size_t n, const float *r, const float *x, size_t ldx,        \
   double *s0, double *s1, double *s2)
FK_BUILDS(void, weighted_moments, MOMENTS_PARAMETERS,
          (d, n, r, x, ldx, s0, s1, s2), (d, n, r, x, ldx, s0, s1, s2),
          (d, n, r, x, ldx, s0, s1, s2))

void fk_weighted_moments MOMENTS_PARAMETERS {
  FK_CHOOSE(weighted_moments, (d, n, r, x, ldx, s0, s1, s2))
}
