#include <math.h>

#include "dispatch.h"

// Sersic profiles and their derivatives, in Double.

typedef double d8 __attribute__((vector_size(64), aligned(8)));
typedef int64_t l8 __attribute__((vector_size(64), aligned(8)));

FK_BODY d8 load8(const double *p) { return *(const d8 *)p; }
FK_BODY void store8(double *p, d8 x) { *(d8 *)p = x; }
FK_BODY d8 splat8(double x) { return (d8){x, x, x, x, x, x, x, x}; }

FK_BODY d8 choose8(l8 mask, d8 a, d8 b) {
  return (d8)((mask & (l8)a) | (~mask & (l8)b));
}

#define FK_MAGIC 6755399441055744.0  // 1.5 * 2^52: rounds to an integer

/// exp(x), -700 <= x <= 700, clamped outside.
FK_BODY d8 exp8(d8 x) {
  x = choose8(x > splat8(700), splat8(700), x);
  x = choose8(x < splat8(-700), splat8(-700), x);
  const d8 magic = splat8(FK_MAGIC);
  const d8 t = x * splat8(1.4426950408889634074) + magic;
  const l8 e = (((l8)t - (l8)magic) + 1023) << 52;
  const d8 r = t - magic;
  x = x - r * splat8(6.93147180369123816490e-01);
  x = x - r * splat8(1.90821492927058770002e-10);
  d8 p = splat8(1.0 / 6227020800);
  p = p * x + splat8(1.0 / 479001600);
  p = p * x + splat8(1.0 / 39916800);
  p = p * x + splat8(1.0 / 3628800);
  p = p * x + splat8(1.0 / 362880);
  p = p * x + splat8(1.0 / 40320);
  p = p * x + splat8(1.0 / 5040);
  p = p * x + splat8(1.0 / 720);
  p = p * x + splat8(1.0 / 120);
  p = p * x + splat8(1.0 / 24);
  p = p * x + splat8(1.0 / 6);
  p = p * x + splat8(0.5);
  p = p * x + splat8(1);
  p = p * x + splat8(1);
  return p * (d8)e;
}

/// The natural logarithm of normal positive numbers.
FK_BODY d8 log8(d8 x) {
  const l8 bits = (l8)x;
  const l8 fraction = bits & 0xfffffffffffffLL;
  d8 m = (d8)(fraction | 0x3ff0000000000000LL);
  const l8 big = m > splat8(1.4142135623730951);
  m = choose8(big, m * splat8(0.5), m);
  const l8 e = (bits >> 52) - 1023 - big;
  const d8 magic = splat8(FK_MAGIC);
  const d8 exponent = (d8)(e + (l8)magic) - magic;
  const d8 f = (m - splat8(1)) / (m + splat8(1)), g = f * f;
  d8 p = splat8(1.0 / 23);
  p = p * g + splat8(1.0 / 21);
  p = p * g + splat8(1.0 / 19);
  p = p * g + splat8(1.0 / 17);
  p = p * g + splat8(1.0 / 15);
  p = p * g + splat8(1.0 / 13);
  p = p * g + splat8(1.0 / 11);
  p = p * g + splat8(1.0 / 9);
  p = p * g + splat8(1.0 / 7);
  p = p * g + splat8(1.0 / 5);
  p = p * g + splat8(1.0 / 3);
  p = p * g + splat8(1);
  return exponent * splat8(0.69314718055994530942) + splat8(2) * f * p;
}

FK_BODY void sersic_body(const fk_sersic_profile *p, ptrdiff_t width,
                         ptrdiff_t height, double *model, double *slopes) {
  const double c = cos(p->theta), s = sin(p->theta), q = 1 - p->ellipticity;
  const double aa = 1 / (p->radius * p->radius), qq = 1 / (q * q);
  const ptrdiff_t plane = width * height;
  const d8 lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  for (ptrdiff_t i = 0; i < plane; i += 8) {
    // Pixels i ... i + 7 of the plane; planes end in whole vectors.
    const d8 index = splat8((double)i) + lanes;
    d8 row = index * splat8(1.0 / (double)width) + splat8(1e-9);
    row = (row - splat8(0.5)) + splat8(FK_MAGIC) - splat8(FK_MAGIC);
    row = choose8(row * splat8((double)width) > index, row - splat8(1), row);
    row = choose8((row + splat8(1)) * splat8((double)width) <= index,
                  row + splat8(1), row);
    const d8 dx = index - row * splat8((double)width) - splat8(p->x);
    const d8 dy = row - splat8(p->y);
    const d8 u = dx * splat8(c) + dy * splat8(s);
    const d8 v = dy * splat8(c) - dx * splat8(s);
    const d8 minor = v * v * splat8(qq);
    d8 z = (u * u + minor) * splat8(aa);
    z = choose8(z < splat8(1e-30), splat8(1e-30), z);
    const d8 log_z = log8(z);
    d8 t = log_z * splat8(0.5 / p->n);
    t = choose8(t > splat8(300), splat8(300), t);
    const d8 power = exp8(t);
    d8 depth = splat8(-p->b) * (power - splat8(1));
    const l8 dark = depth < splat8(-690);
    d8 value = exp8(depth);
    value = choose8(dark, splat8(0), value);
    store8(model + i, splat8(p->amplitude) * value);
    if (!slopes) continue;
    const d8 m = splat8(p->amplitude) * value;
    const d8 steep = choose8(dark, splat8(0), splat8(p->b / p->n) * m * power);
    const d8 slope_z = splat8(-0.5) * steep / z;  // dM / dz^2
    store8(slopes + i, value);
    store8(slopes + plane + FK_TAIL(plane) + i, steep * splat8(1 / p->radius));
    const ptrdiff_t next = plane + FK_TAIL(plane);
    const d8 by_b = choose8(dark, splat8(0), m * (power - splat8(1)));
    store8(slopes + 2 * next + i,
           splat8(0.5 / p->n) * steep * log_z - splat8(p->b_slope) * by_b);
    const d8 gain = splat8(2 * aa) * slope_z;
    store8(slopes + 3 * next + i, gain * (v * splat8(s * qq) - u * splat8(c)));
    store8(slopes + 4 * next + i, -gain * (v * splat8(c * qq) + u * splat8(s)));
    store8(slopes + 5 * next + i, gain * minor * splat8(1 / q));
    store8(slopes + 6 * next + i, gain * u * v * splat8(1 - qq));
  }
}

#define SERSIC_PARAMETERS                                          \
  (const fk_sersic_profile *p, ptrdiff_t width, ptrdiff_t height, \
   double *model, double *slopes)
#define SERSIC_ARGUMENTS (p, width, height, model, slopes)
FK_BUILDS(void, sersic, SERSIC_PARAMETERS, SERSIC_ARGUMENTS, SERSIC_ARGUMENTS,
          SERSIC_ARGUMENTS)

void fk_sersic SERSIC_PARAMETERS { FK_CHOOSE(sersic, SERSIC_ARGUMENTS) }

FK_BODY void weighted_products_body(ptrdiff_t n, ptrdiff_t count,
                                    const double *weight, const double *rest,
                                    const double *slopes, ptrdiff_t next,
                                    double *products) {
  // In pieces that stay in the nearest cache.
  for (ptrdiff_t k = 0; k < (count + 1) * count; k++) products[k] = 0;
  for (ptrdiff_t from = 0; from < n; from += 256) {
    const ptrdiff_t to = from + 256 < n ? from + 256 : n;
    for (ptrdiff_t a = 0; a < count; a++) {
      for (ptrdiff_t b = a; b <= count; b++) {
        const double *x = slopes + a * next;
        const double *y = b < count ? slopes + b * next : rest;
        d8 sum = splat8(0);
        for (ptrdiff_t i = from; i < to; i += 8)
          sum += load8(weight + i) * load8(x + i) * load8(y + i);
        double total = 0;
        for (int k = 0; k < 8; k++) total += sum[k];
        products[a * (count + 1) + b] += total;
      }
    }
  }
}

#define PRODUCTS_PARAMETERS                                             \
  (ptrdiff_t n, ptrdiff_t count, const double *weight,                  \
   const double *rest, const double *slopes, ptrdiff_t next, double *products)
#define PRODUCTS_ARGUMENTS (n, count, weight, rest, slopes, next, products)
FK_BUILDS(void, weighted_products, PRODUCTS_PARAMETERS, PRODUCTS_ARGUMENTS,
          PRODUCTS_ARGUMENTS, PRODUCTS_ARGUMENTS)

void fk_weighted_products PRODUCTS_PARAMETERS {
  FK_CHOOSE(weighted_products, PRODUCTS_ARGUMENTS)
}

FK_BODY double weighted_rest_body(ptrdiff_t n, const double *weight,
                                  const double *data, const double *model,
                                  double *rest) {
  double total = 0;
  for (ptrdiff_t from = 0; from < n; from += 256) {
    const ptrdiff_t to = from + 256 < n ? from + 256 : n;
    d8 sum = splat8(0);
    for (ptrdiff_t i = from; i < to; i += 8) {
      const d8 d = load8(data + i) - load8(model + i);
      store8(rest + i, d);
      sum += load8(weight + i) * d * d;
    }
    for (int k = 0; k < 8; k++) total += sum[k];
  }
  return total;
}

#define REST_PARAMETERS                                                  \
  (ptrdiff_t n, const double *weight, const double *data,                \
   const double *model, double *rest)
#define REST_ARGUMENTS (n, weight, data, model, rest)
FK_BUILDS(double, weighted_rest, REST_PARAMETERS, REST_ARGUMENTS,
          REST_ARGUMENTS, REST_ARGUMENTS)

double fk_weighted_rest REST_PARAMETERS {
  FK_CHOOSE(weighted_rest, REST_ARGUMENTS)
}
