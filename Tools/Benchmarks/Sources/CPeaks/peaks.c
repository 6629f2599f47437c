#include "peaks.h"

// Independent sums that never leave the registers: two fused multiply-adds of
// latency four keep eight in flight, so that twelve are plenty.

enum { SUMS = 12 };

#define PEAK(name, target, lanes)                                           \
  target static float name(size_t rounds) {                                 \
    typedef float vector __attribute__((vector_size(4 * lanes)));           \
    vector sum[SUMS], gain = (vector){0} + 0.999f, step = gain * 1e-3f;     \
    for (int s = 0; s < SUMS; s++) sum[s] = step * (float)s;                \
    for (size_t r = 0; r < rounds; r++)                                     \
      for (int s = 0; s < SUMS; s++) sum[s] = sum[s] * gain + step;         \
    float total = 0;                                                        \
    for (int s = 0; s < SUMS; s++)                                          \
      for (int l = 0; l < lanes; l++) total += sum[s][l];                   \
    return total;                                                           \
  }

PEAK(peak_plain, , 4)

#if defined(__x86_64__)
PEAK(peak_avx512, __attribute__((target("avx512f"))), 16)
PEAK(peak_avx2, __attribute__((target("avx2,fma"))), 8)

static int lanes(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return 16;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 8 : 4;
}

float fk_peak_fma(size_t rounds) {
  switch (lanes()) {
    case 16: return peak_avx512(rounds);
    case 8: return peak_avx2(rounds);
    default: return peak_plain(rounds);
  }
}
#else
static int lanes(void) { return 4; }
float fk_peak_fma(size_t rounds) { return peak_plain(rounds); }
#endif

double fk_peak_operations(size_t rounds) {
  return 2.0 * SUMS * lanes() * (double)rounds;
}
