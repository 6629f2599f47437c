#include <math.h>

#include "dispatch.h"

// Bounds of Ward's costs of merging some groups with many. The many lie in
// panels of FK_PANEL columns, [panel][k][column], so that a panel stays in the
// first cache while all rows pass over it.

enum { ROWS = 64 };

/// J rows against V vectors of a panel, whose first column is `at`.
FK_BODY void ward_block(const int J, const int V, int32_t at, size_t d,
                        const float *q, const float *square,
                        const float *weight, const int32_t *own, float slack,
                        const float *x, const float *squares,
                        const float *weights, float *low, size_t ldl,
                        v16 *least) {
  v16 sum[4][4];
  for (int a = 0; a < J; a++)
    for (int v = 0; v < V; v++) sum[a][v] = splat(0);
  for (size_t k = 0; k < d; k++) {
    v16 in[4];
    for (int v = 0; v < V; v++) in[v] = load(x + k * FK_PANEL + 16 * v);
    for (int a = 0; a < J; a++) {
      v16 factor = splat(q[a * d + k]);
      for (int v = 0; v < V; v++) sum[a][v] += factor * in[v];
    }
  }
  const i16 steps = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (int v = 0; v < V; v++) {
    const v16 other = load(weights + 16 * v), norm = load(squares + 16 * v);
    const i16 place = steps + (at + 16 * v);
    for (int a = 0; a < J; a++) {
      v16 mass = splat(weight[a]), total = splat(square[a]) + norm;
      v16 w = mass * other / (mass + other);
      v16 middle = w * (total - splat(2) * sum[a][v]);
      v16 error = w * splat(slack) * total;
      middle = choose(place == own[a], splat(INFINITY), middle);
      v16 high = middle + error;
      least[a] = choose(high < least[a], high, least[a]);
      store(low + a * ldl + 16 * v, middle - error);
    }
  }
}

FK_BODY void ward_bounds_body(const int J, const int V, size_t rows, size_t d,
                              size_t n, const float *q, const float *square,
                              const float *weight, const int32_t *own,
                              float slack, const float *x, const float *squares,
                              const float *weights, float *low, size_t ldl,
                              float *high) {
  for (size_t r = 0; r < rows; r += ROWS) {
    const size_t some = rows - r < ROWS ? rows - r : ROWS;
    v16 least[ROWS];
    for (size_t a = 0; a < some; a++) least[a] = splat(INFINITY);
    for (size_t i = 0; i < n; i += FK_PANEL)
      for (size_t v = 0; v < FK_PANEL; v += 16 * V) {
        const float *p = x + i * d + v;
        const size_t c = i + v;
        size_t a = 0;
        for (; a + J <= some; a += J)
          ward_block(J, V, (int32_t)c, d, q + (r + a) * d, square + r + a,
                     weight + r + a, own + r + a, slack, p, squares + c,
                     weights + c, low + (r + a) * ldl + c, ldl, least + a);
        for (; a < some; a++)
          ward_block(1, V, (int32_t)c, d, q + (r + a) * d, square + r + a,
                     weight + r + a, own + r + a, slack, p, squares + c,
                     weights + c, low + (r + a) * ldl + c, ldl, least + a);
      }
    for (size_t a = 0; a < some; a++)
      for (int lane = 0; lane < 16; lane++)
        if (least[a][lane] < high[r + a]) high[r + a] = least[a][lane];
  }
}

#define WARD_BOUNDS_PARAMETERS                                               \
  (size_t rows, size_t d, size_t n, const float *q, const float *square,     \
   const float *weight, const int32_t *own, float slack, const float *x,     \
   const float *squares, const float *weights, float *low, size_t ldl,       \
   float *high)
FK_BUILDS(void, ward_bounds, WARD_BOUNDS_PARAMETERS,
          (4, 2, rows, d, n, q, square, weight, own, slack, x, squares, weights,
           low, ldl, high),
          (2, 1, rows, d, n, q, square, weight, own, slack, x, squares, weights,
           low, ldl, high),
          (1, 1, rows, d, n, q, square, weight, own, slack, x, squares, weights,
           low, ldl, high))

void fk_ward_bounds WARD_BOUNDS_PARAMETERS {
  FK_CHOOSE(ward_bounds, (rows, d, n, q, square, weight, own, slack, x, squares,
                          weights, low, ldl, high))
}

FK_BODY size_t at_most_body(size_t n, const float *x, float limit,
                            int32_t *places) {
  size_t count = 0;
  for (size_t i = 0; i < n; i += 16) {
    const i16 found = load(x + i) <= splat(limit);
    if (__builtin_reduce_or(found) == 0) continue;
    for (int lane = 0; lane < 16; lane++)
      if (x[i + lane] <= limit) places[count++] = (int32_t)(i + lane);
  }
  return count;
}

#define AT_MOST_PARAMETERS \
  (size_t n, const float *x, float limit, int32_t *places)
FK_BUILDS(size_t, at_most, AT_MOST_PARAMETERS, (n, x, limit, places),
          (n, x, limit, places), (n, x, limit, places))

size_t fk_at_most AT_MOST_PARAMETERS {
  FK_CHOOSE(at_most, (n, x, limit, places))
}
