#include "dispatch.h"

// What is left of mixtures over many features when the products of matrices
// have been taken by BLAS.

FK_BODY void square_falls_body(size_t d, size_t n, const float *y, size_t ldy,
                               const float *b, float constant, float *out) {
  for (size_t i = 0; i < n; i += 16) {
    v16 sum = splat(0);
    for (size_t a = 0; a < d; a++) {
      v16 step = load(y + a * ldy + i) - splat(b[a]);
      sum += step * step;
    }
    store(out + i, splat(constant) - splat(0.5f) * sum);
  }
}

#define SQUARE_FALLS_PARAMETERS                                        \
  (size_t d, size_t n, const float *y, size_t ldy, const float *b,     \
   float constant, float *out)
FK_BUILDS(void, square_falls, SQUARE_FALLS_PARAMETERS,
          (d, n, y, ldy, b, constant, out), (d, n, y, ldy, b, constant, out),
          (d, n, y, ldy, b, constant, out))

void fk_square_falls SQUARE_FALLS_PARAMETERS {
  FK_CHOOSE(square_falls, (d, n, y, ldy, b, constant, out))
}

void fk_pick_columns(size_t d, size_t n, const int32_t *index, const float *x,
                     size_t ldx, float *z, size_t ldz) {
  for (size_t a = 0; a < d; a++) {
    const float *row = x + a * ldx;
    float *out = z + a * ldz;
    for (size_t i = 0; i < n; i++) out[i] = row[index[i]];
  }
}

FK_BODY void root_rows_body(size_t d, size_t n, const float *r, float *z,
                            size_t ldz) {
  for (size_t i = 0; i < n; i += 16)
    store(z + d * ldz + i, __builtin_elementwise_sqrt(load(r + i)));
  for (size_t a = 0; a < d; a++)
    for (size_t i = 0; i < n; i += 16)
      store(z + a * ldz + i, load(z + a * ldz + i) * load(z + d * ldz + i));
}

#define ROOT_ROWS_PARAMETERS \
  (size_t d, size_t n, const float *r, float *z, size_t ldz)
FK_BUILDS(void, root_rows, ROOT_ROWS_PARAMETERS, (d, n, r, z, ldz),
          (d, n, r, z, ldz), (d, n, r, z, ldz))

void fk_root_rows ROOT_ROWS_PARAMETERS {
  FK_CHOOSE(root_rows, (d, n, r, z, ldz))
}
