#include "dispatch.h"

// Student t components of mixtures: densities with long tails, and the weights
// that samples have in them.

/// log(1 + y) to about 2 ulp for 0 <= y <= 1e38 (Cephes logf); where 1 + y would
/// be rounded to few digits of y, y itself is expanded.
FK_BODY v16 log1p16(v16 y) {
  i16 bits = (i16)(splat(1) + y);
  i16 exponent = (bits - 0x3f3504f3) >> 23;
  v16 f = (v16)(bits - (exponent << 23)) - splat(1);
  f = choose(y < splat(0.41421f), y, f);
  v16 e = __builtin_convertvector(exponent, v16);
  v16 p = splat(7.0376836292e-2f);
  p = p * f + splat(-1.1514610310e-1f);
  p = p * f + splat(1.1676998740e-1f);
  p = p * f + splat(-1.2420140846e-1f);
  p = p * f + splat(1.4249322787e-1f);
  p = p * f + splat(-1.6668057665e-1f);
  p = p * f + splat(2.0000714765e-1f);
  p = p * f + splat(-2.4999993993e-1f);
  p = p * f + splat(3.3333331174e-1f);
  v16 square = f * f;
  p = p * f * square + e * splat(-2.12194440e-4f) - splat(0.5f) * square;
  return f + p + e * splat(0.693359375f);
}

FK_BODY void student_body(size_t k, size_t d, size_t n, float degrees,
                          const float *constant, float *p, size_t ldp, float *u,
                          size_t ldu) {
  const float power = degrees + (float)d;
  const v16 most = splat(1e37f);
  for (size_t j = 0; j < k; j++)
    for (size_t i = 0; i < n; i += 16) {
      v16 square = splat(-2) * load(p + j * ldp + i);
      square = choose(square > most, most, square);
      v16 tail = log1p16(square * splat(1 / degrees));
      store(p + j * ldp + i,
            splat(constant[j]) - splat(0.5f * power) * tail);
      if (u) store(u + j * ldu + i, splat(power) / (splat(degrees) + square));
    }
}

#define STUDENT_PARAMETERS                                                  \
  (size_t k, size_t d, size_t n, float degrees, const float *constant,      \
   float *p, size_t ldp, float *u, size_t ldu)
FK_BUILDS(void, student, STUDENT_PARAMETERS,
          (k, d, n, degrees, constant, p, ldp, u, ldu),
          (k, d, n, degrees, constant, p, ldp, u, ldu),
          (k, d, n, degrees, constant, p, ldp, u, ldu))

void fk_student STUDENT_PARAMETERS {
  FK_CHOOSE(student, (k, d, n, degrees, constant, p, ldp, u, ldu))
}

FK_BODY void weigh_body(size_t k, size_t n, float *p, size_t ldp,
                        const float *u, size_t ldu, double *sums) {
  for (size_t j = 0; j < k; j++) {
    v16 sum = splat(0);
    for (size_t i = 0; i < n; i += 16) {
      v16 share = load(p + j * ldp + i);
      sum += share;
      store(p + j * ldp + i, share * load(u + j * ldu + i));
    }
    sums[j] += sum16(sum);
  }
}

#define WEIGH_PARAMETERS                                             \
  (size_t k, size_t n, float *p, size_t ldp, const float *u, size_t ldu, \
   double *sums)
FK_BUILDS(void, weigh, WEIGH_PARAMETERS, (k, n, p, ldp, u, ldu, sums),
          (k, n, p, ldp, u, ldu, sums), (k, n, p, ldp, u, ldu, sums))

void fk_weigh WEIGH_PARAMETERS { FK_CHOOSE(weigh, (k, n, p, ldp, u, ldu, sums)) }
