#include "dispatch.h"

// What the labels of a member of a vote say of every unit. Multiples of 16.

// Each lane takes the one entry of its label: no sum is rounded twice.
FK_BODY void add_rows_body(size_t k, size_t labels, size_t n, const float *table,
                           const int32_t *label, float *out, size_t ldo) {
  for (size_t i = 0; i < n; i += 16) {
    const i16 own = *(const i16 *)(label + i);
    for (size_t c = 0; c < k; c++) {
      v16 said = splat(0);
      for (size_t l = 0; l < labels; l++) {
        const int32_t j = (int32_t)l;
        const i16 lane = {j, j, j, j, j, j, j, j, j, j, j, j, j, j, j, j};
        said = choose(own == lane, splat(table[l * k + c]), said);
      }
      store(out + c * ldo + i, load(out + c * ldo + i) + said);
    }
  }
}

#define ADD_ROWS_PARAMETERS                                           \
  (size_t k, size_t labels, size_t n, const float *table,             \
   const int32_t *label, float *out, size_t ldo)
FK_BUILDS(void, add_rows, ADD_ROWS_PARAMETERS,
          (k, labels, n, table, label, out, ldo),
          (k, labels, n, table, label, out, ldo),
          (k, labels, n, table, label, out, ldo))

void fk_add_rows ADD_ROWS_PARAMETERS {
  FK_CHOOSE(add_rows, (k, labels, n, table, label, out, ldo))
}
