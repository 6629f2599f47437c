#include <math.h>

#include "dispatch.h"

// Ward's costs of merging one group with many, from inner products.

FK_BODY float ward_costs_body(size_t n, float square, float weight, float slack,
                              const float *squares, const float *weights,
                              float *x) {
  const v16 own = splat(square), mass = splat(weight), wide = splat(slack);
  v16 least = splat(INFINITY);
  for (size_t i = 0; i < n; i += 16) {
    v16 w = load(weights + i);
    w = mass * w / (mass + w);
    v16 sum = own + load(squares + i);
    v16 middle = w * (sum - splat(2) * load(x + i)), error = w * wide * sum;
    v16 high = middle + error;
    least = choose(high < least, high, least);
    store(x + i, middle - error);
  }
  float out = INFINITY;
  for (int lane = 0; lane < 16; lane++)
    if (least[lane] < out) out = least[lane];
  return out;
}

#define WARD_COSTS_PARAMETERS                                             \
  (size_t n, float square, float weight, float slack, const float *squares, \
   const float *weights, float *x)
FK_BUILDS(float, ward_costs, WARD_COSTS_PARAMETERS,
          (n, square, weight, slack, squares, weights, x),
          (n, square, weight, slack, squares, weights, x),
          (n, square, weight, slack, squares, weights, x))

float fk_ward_costs WARD_COSTS_PARAMETERS {
  FK_CHOOSE(ward_costs, (n, square, weight, slack, squares, weights, x))
}
