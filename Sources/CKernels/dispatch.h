#ifndef FACIES_DISPATCH_H
#define FACIES_DISPATCH_H

#include "ckernels.h"

// One source, three machines. A loop is written once as an always-inlined
// body over 16-lane vectors; FK_BUILDS compiles it for each instruction set
// and the public function picks one.

// 64-byte vectors in the signatures below never cross a call: every function
// that takes one is inlined into a body built for one instruction set.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t i16 __attribute__((vector_size(64), aligned(4)));

enum { FK_PLAIN = 0, FK_AVX2 = 1, FK_AVX512 = 2 };

/// The build to use on this machine: FK_PLAIN, FK_AVX2 or FK_AVX512.
int fk_level(void);

#define FK_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define FK_TARGET_AVX512 \
  __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")))
#define FK_TARGET_AVX2 __attribute__((target("avx2,fma")))
#define FK_BUILDS(result, name, parameters, arguments512, arguments256, \
                  argumentsPlain)                                       \
  FK_TARGET_AVX512 static result name##_avx512 parameters {            \
    return name##_body arguments512;                                   \
  }                                                                    \
  FK_TARGET_AVX2 static result name##_avx2 parameters {                \
    return name##_body arguments256;                                   \
  }                                                                    \
  static result name##_plain parameters {                              \
    return name##_body argumentsPlain;                                 \
  }
#define FK_CHOOSE(name, arguments)                     \
  switch (fk_level()) {                                \
    case FK_AVX512: return name##_avx512 arguments;    \
    case FK_AVX2: return name##_avx2 arguments;        \
    default: return name##_plain arguments;            \
  }
#else
#define FK_BUILDS(result, name, parameters, arguments512, arguments256, \
                  argumentsPlain)                                       \
  static result name##_plain parameters {                              \
    return name##_body argumentsPlain;                                 \
  }
#define FK_CHOOSE(name, arguments) return name##_plain arguments;
#endif

FK_BODY v16 splat(float x) {
  return (v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
}

FK_BODY v16 load(const float *p) { return *(const v16 *)p; }
FK_BODY void store(float *p, v16 x) { *(v16 *)p = x; }

/// a where mask (all ones or all zeros per lane), else b.
FK_BODY v16 choose(i16 mask, v16 a, v16 b) {
  return (v16)((mask & (i16)a) | (~mask & (i16)b));
}

FK_BODY float sum16(v16 x) {
  float s = 0;
  for (int i = 0; i < 16; i++) s += x[i];
  return s;
}

// The sums of sixteen vectors side by side in one: halves, quarters, eighths
// and sixteenths of pairs of vectors are laid next to each other and added.
// Lane v of the result is the sum of the lanes of the v-th vector.
FK_BODY v16 fold8(v16 a, v16 b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19,
                                 20, 21, 22, 23) +
         __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26,
                                 27, 28, 29, 30, 31);
}

FK_BODY v16 fold4(v16 a, v16 b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19,
                                 24, 25, 26, 27) +
         __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22,
                                 23, 28, 29, 30, 31);
}

FK_BODY v16 fold2(v16 a, v16 b) {
  return __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21,
                                 24, 25, 28, 29) +
         __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22,
                                 23, 26, 27, 30, 31);
}

FK_BODY v16 fold1(v16 a, v16 b) {
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20,
                                 22, 24, 26, 28, 30) +
         __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21,
                                 23, 25, 27, 29, 31);
}

FK_BODY v16 sums_of_16(const v16 *x) {
  v16 a[8], b[4];
  for (int i = 0; i < 8; i++) a[i] = fold8(x[2 * i], x[2 * i + 1]);
  for (int i = 0; i < 4; i++) b[i] = fold4(a[2 * i], a[2 * i + 1]);
  return fold1(fold2(b[0], b[1]), fold2(b[2], b[3]));
}

// Sixteen vectors as a matrix, turned over: four perfect shuffles of its rows.
FK_BODY void shuffle_rows(const v16 *a, v16 *out) {
  for (int i = 0; i < 8; i++) {
    out[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3,
                                         19, 4, 20, 5, 21, 6, 22, 7, 23);
    out[2 * i + 1] =
        __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12,
                                28, 13, 29, 14, 30, 15, 31);
  }
}

FK_BODY void transpose_16(v16 *x) {
  v16 half[16];
  shuffle_rows(x, half);
  shuffle_rows(half, x);
  shuffle_rows(x, half);
  shuffle_rows(half, x);
}

/// exp(x) to about 2 ulp for -87 <= x <= 88, clamped outside (Cephes expf).
FK_BODY v16 exp16(v16 x) {
  x = choose(x > splat(88.0f), splat(88.0f), x);
  x = choose(x < splat(-87.0f), splat(-87.0f), x);
  const v16 magic = splat(12582912.0f);  // 1.5 * 2^23: rounds to an integer
  v16 t = x * splat(1.44269504088896341f) + magic;
  i16 e = ((i16)t - (i16)magic) << 23;
  v16 r = t - magic;
  x = x - r * splat(0.693359375f);
  x = x - r * splat(-2.12194440e-4f);
  v16 p = splat(1.9875691500e-4f);
  p = p * x + splat(1.3981999507e-3f);
  p = p * x + splat(8.3334519073e-3f);
  p = p * x + splat(4.1665795894e-2f);
  p = p * x + splat(1.6666665459e-1f);
  p = p * x + splat(5.0000001201e-1f);
  p = p * x * x + x + splat(1.0f);
  return (v16)((i16)p + e);
}

/// Keeps the smallest and the second smallest of a stream of values.
FK_BODY void keep_two(v16 value, int32_t j, v16 *best, v16 *second, i16 *label) {
  i16 first = value < *best;
  i16 next = value < *second;
  *second = choose(first, *best, choose(next, value, *second));
  *best = choose(first, value, *best);
  i16 lane = {j, j, j, j, j, j, j, j, j, j, j, j, j, j, j, j};
  *label = (first & lane) | (~first & *label);
}

#define SELU_SCALE 1.0507009873554805f
#define SELU_ALPHA 1.6732632423543772f

FK_BODY v16 activate(v16 x, fk_activation f) {
  const v16 zero = splat(0);
  switch (f) {
    case FK_RELU: return choose(x > zero, x, zero);
    case FK_SELU:
      return choose(x > zero, splat(SELU_SCALE) * x,
                    splat(SELU_SCALE * SELU_ALPHA) * (exp16(x) - splat(1)));
    case FK_SIGMOID: return splat(1) / (splat(1) + exp16(-x));
    default: return x;
  }
}

#endif
