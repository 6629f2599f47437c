#include <string.h>

#include "dispatch.h"

// How often a label stands in cells of 2 x 2, 4 x 4 ... pixels, and which
// stands there most often. Any number of cells.

FK_BODY void count_pairs_body(size_t width, const uint8_t *upper,
                              const uint8_t *lower, uint8_t label,
                              uint32_t *counts) {
  const size_t cells = width / 2;
  for (size_t i = 0; i < cells; i++) {
    uint16_t a, b;
    memcpy(&a, upper + 2 * i, 2);
    memcpy(&b, lower + 2 * i, 2);
    counts[i] = ((a & 255) == label) + ((a >> 8) == label) +
                ((b & 255) == label) + ((b >> 8) == label);
  }
  if (width % 2)
    counts[cells] = (upper[width - 1] == label) + (lower[width - 1] == label);
}

#define COUNT_PARAMETERS                                            \
  (size_t width, const uint8_t *upper, const uint8_t *lower,        \
   uint8_t label, uint32_t *counts)
FK_BUILDS(void, count_pairs, COUNT_PARAMETERS,
          (width, upper, lower, label, counts),
          (width, upper, lower, label, counts),
          (width, upper, lower, label, counts))

void fk_count_pairs COUNT_PARAMETERS {
  FK_CHOOSE(count_pairs, (width, upper, lower, label, counts))
}

FK_BODY void add_pairs_body(size_t cells, const uint32_t *fine, uint32_t *sums) {
  for (size_t i = 0; i < cells / 2; i++) sums[i] += fine[2 * i] + fine[2 * i + 1];
  if (cells % 2) sums[cells / 2] += fine[cells - 1];
}

FK_BUILDS(void, add_pairs, (size_t cells, const uint32_t *fine, uint32_t *sums),
          (cells, fine, sums), (cells, fine, sums), (cells, fine, sums))

void fk_add_pairs(size_t cells, const uint32_t *fine, uint32_t *sums) {
  FK_CHOOSE(add_pairs, (cells, fine, sums))
}

FK_BODY void take_most_body(size_t cells, const uint32_t *counts, uint8_t label,
                            uint32_t *most, uint8_t *modes) {
  for (size_t i = 0; i < cells; i++) {
    modes[i] = counts[i] > most[i] ? label : modes[i];
    most[i] = counts[i] > most[i] ? counts[i] : most[i];
  }
}

#define TAKE_PARAMETERS                                               \
  (size_t cells, const uint32_t *counts, uint8_t label, uint32_t *most, \
   uint8_t *modes)
FK_BUILDS(void, take_most, TAKE_PARAMETERS, (cells, counts, label, most, modes),
          (cells, counts, label, most, modes),
          (cells, counts, label, most, modes))

void fk_take_most TAKE_PARAMETERS {
  FK_CHOOSE(take_most, (cells, counts, label, most, modes))
}
