#include <math.h>

#include "dispatch.h"

// Labels that agree with their neighbours: mean-field sweeps of a Potts field.

typedef uint8_t b16 __attribute__((vector_size(16), aligned(1)));
typedef uint16_t h16 __attribute__((vector_size(32), aligned(2)));

FK_BODY v16 from_half(h16 x) { return __builtin_convertvector(x, v16); }

FK_BODY h16 widen(const uint8_t *p) {
  return __builtin_convertvector(*(const b16 *)p, h16);
}

FK_BODY void energies_body(size_t k, size_t n, float scale, const float *logits,
                           size_t ldx, uint16_t *energy, size_t lde) {
  const v16 steps = splat(scale * FK_ENERGY_STEPS), most = splat(65535);
  for (size_t i = 0; i < n; i += 16) {
    v16 top = splat(-INFINITY);
    for (size_t j = 0; j < k; j++) {
      v16 value = load(logits + j * ldx + i);
      top = choose(value > top, value, top);
    }
    for (size_t j = 0; j < k; j++) {
      v16 e = steps * (top - load(logits + j * ldx + i)) + splat(0.5f);
      e = choose(e < most, e, most);
      *(h16 *)(energy + j * lde + i) =
          __builtin_convertvector(__builtin_convertvector(e, i16), h16);
    }
  }
}

#define ENERGIES_PARAMETERS                                          \
  (size_t k, size_t n, float scale, const float *logits, size_t ldx, \
   uint16_t *energy, size_t lde)
FK_BUILDS(void, energies, ENERGIES_PARAMETERS,
          (k, n, scale, logits, ldx, energy, lde),
          (k, n, scale, logits, ldx, energy, lde),
          (k, n, scale, logits, ldx, energy, lde))

void fk_energies ENERGIES_PARAMETERS {
  FK_CHOOSE(energies, (k, n, scale, logits, ldx, energy, lde))
}

/// The sum of bytes over a square, without its centre.
FK_BODY v16 around(int radius, const uint8_t *x, size_t row) {
  h16 sum = -widen(x);
  for (int dy = -radius; dy <= radius; dy++)
    for (int dx = -radius; dx <= radius; dx++)
      sum += widen(x + dy * (ptrdiff_t)row + dx);
  return from_half(sum);
}

enum { FK_MOST_LABELS = 255 };

/// Unnormalised probabilities of 16 pixels; returns one over their sums.
FK_BODY v16 potts_probabilities(size_t k, int radius, v16 gain,
                                const uint16_t *energy, size_t lde,
                                const uint8_t *share, size_t row, size_t plane,
                                v16 *p) {
  const v16 step = splat(1.0f / FK_ENERGY_STEPS);
  v16 top = splat(-INFINITY), sum = splat(0);
  for (size_t j = 0; j < k; j++) {
    v16 votes = around(radius, share + j * plane, row);
    p[j] = gain * votes - step * from_half(*(const h16 *)(energy + j * lde));
    top = choose(p[j] > top, p[j], top);
  }
  for (size_t j = 0; j < k; j++) {
    p[j] = exp16(p[j] - top);
    sum += p[j];
  }
  return splat(1) / sum;
}

FK_BODY void potts_store(size_t k, const v16 *p, v16 scale, uint8_t *next,
                         size_t ldn) {
  for (size_t j = 0; j < k; j++) {
    i16 byte = __builtin_convertvector(p[j] * scale + splat(0.5f), i16);
    *(b16 *)(next + j * ldn) = __builtin_convertvector(byte, b16);
  }
}

FK_BODY i16 potts_choose(size_t k, const v16 *p) {
  v16 best = splat(INFINITY), second = best;
  i16 label = {0};
  for (size_t j = 0; j < k; j++)
    keep_two(-p[j], (int32_t)j, &best, &second, &label);
  return label;
}

/// By how much `label` leads in the pool of own and neighbours' opinions.
FK_BODY v16 potts_margin(size_t k, i16 label, int radius, float strength,
                         v16 count, const uint16_t *energy, size_t lde,
                         const uint8_t *share, size_t row, size_t plane) {
  const v16 step = splat(1.0f / FK_ENERGY_STEPS);
  v16 own = splat(0), chosen = splat(0), other = splat(0);
  for (size_t j = 0; j < k; j++)
    own += exp16(-step * from_half(*(const h16 *)(energy + j * lde)));
  const v16 w = choose(count > splat(0), splat(strength / (strength + 16)),
                       splat(0));
  const v16 whole = (splat(1) - w) / own;
  const v16 part = w / (splat(255) * choose(count > splat(0), count, splat(1)));
  for (size_t j = 0; j < k; j++) {
    const v16 e = from_half(*(const h16 *)(energy + j * lde));
    const v16 pool =
        whole * exp16(-step * e) + part * around(radius, share + j * plane, row);
    const int32_t t = (int32_t)j;
    const i16 is = label == (i16){t, t, t, t, t, t, t, t,
                                  t, t, t, t, t, t, t, t};
    chosen = choose(is, pool, chosen);
    other = choose(~is & (pool > other), pool, other);
  }
  const v16 lead = chosen - other;
  return choose(lead > splat(0), lead, splat(0));
}

FK_BODY void potts_body(size_t k, size_t n, int radius, float strength,
                        const uint16_t *energy, size_t lde,
                        const uint8_t *share, size_t row, size_t plane,
                        const uint8_t *valid, size_t valid_row, uint8_t *next,
                        size_t ldn, int32_t *labels, float *margin) {
  v16 p[FK_MOST_LABELS];
  for (size_t i = 0; i < n; i += 16) {
    v16 count = around(radius, valid + i, valid_row);
    v16 some = choose(count > splat(0), count, splat(1));
    v16 whole = potts_probabilities(k, radius, splat(strength / 255) / some,
                                    energy + i, lde, share + i, row, plane, p);
    i16 live = from_half(widen(valid + i)) > splat(0);
    if (next)
      potts_store(k, p, choose(live, splat(255) * whole, splat(0)), next + i,
                  ldn);
    if (!labels && !margin) continue;
    i16 label = potts_choose(k, p);
    if (labels) *(i16 *)(labels + i) = label;
    if (margin)
      store(margin + i, potts_margin(k, label, radius, strength, count,
                                     energy + i, lde, share + i, row, plane));
  }
}

#define POTTS_PARAMETERS                                                      \
  (size_t k, size_t n, int radius, float strength, const uint16_t *energy,    \
   size_t lde, const uint8_t *share, size_t row, size_t plane,                \
   const uint8_t *valid, size_t valid_row, uint8_t *next, size_t ldn,         \
   int32_t *labels, float *margin)
#define POTTS_ARGUMENTS                                                    \
  (k, n, radius, strength, energy, lde, share, row, plane, valid, valid_row, \
   next, ldn, labels, margin)
FK_BUILDS(void, potts, POTTS_PARAMETERS, POTTS_ARGUMENTS, POTTS_ARGUMENTS,
          POTTS_ARGUMENTS)

void fk_potts POTTS_PARAMETERS {
  if (radius < 0 || radius > 3 || k > FK_MOST_LABELS) return;
  FK_CHOOSE(potts, POTTS_ARGUMENTS)
}
