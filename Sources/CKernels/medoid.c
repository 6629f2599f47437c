#include "dispatch.h"

// Sums of Euclidean distances from every sample to all others, for medoids.

FK_BODY void distance_sums_body(size_t d, size_t count, const float *x,
                                size_t ldx, double *sums) {
  const i16 steps = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (size_t i = 0; i < count; i++) {
    double sum = 0;
    for (size_t j = 0; j < count; j += 16) {
      v16 square = splat(0);
      for (size_t k = 0; k < d; k++) {
        const v16 step = load(x + k * ldx + j) - splat(x[k * ldx + i]);
        square += step * step;
      }
      v16 far = __builtin_elementwise_sqrt(square);
      far = choose(steps + (int32_t)j < (int32_t)count, far, splat(0));
      sum += sum16(far);
    }
    sums[i] = sum;
  }
}

#define DISTANCE_SUMS_PARAMETERS \
  (size_t d, size_t count, const float *x, size_t ldx, double *sums)
FK_BUILDS(void, distance_sums, DISTANCE_SUMS_PARAMETERS,
          (d, count, x, ldx, sums), (d, count, x, ldx, sums),
          (d, count, x, ldx, sums))

void fk_distance_sums DISTANCE_SUMS_PARAMETERS {
  FK_CHOOSE(distance_sums, (d, count, x, ldx, sums))
}
