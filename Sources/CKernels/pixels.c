#include <math.h>
#include <string.h>

#include "dispatch.h"

// Scaling, the bilateral and the majority filter.

FK_BODY void scale_body(size_t n, const float *x, float gain, float offset,
                        float *y) {
  for (size_t i = 0; i < n; i++) y[i] = x[i] * gain + offset;
}

#define SCALE_PARAMETERS \
  (size_t n, const float *x, float gain, float offset, float *y)
FK_BUILDS(void, scale, SCALE_PARAMETERS, (n, x, gain, offset, y),
          (n, x, gain, offset, y), (n, x, gain, offset, y))

void fk_scale SCALE_PARAMETERS { FK_CHOOSE(scale, (n, x, gain, offset, y)) }

enum { FK_WIDEST = 9 };  // 2 * 4 + 1

/// The weights of all neighbours of 16 pixels; returns their sum.
FK_BODY v16 bilateral_weights(size_t features, int radius,
                              const float *precision, const float *x,
                              size_t row, size_t plane, const float *valid,
                              v16 *weights) {
  v16 total = splat(0);
  for (int dy = -radius; dy <= radius; dy++)
    for (int dx = -radius; dx <= radius; dx++) {
      const ptrdiff_t shift = dy * (ptrdiff_t)row + dx;
      v16 distance = splat(0);
      for (size_t f = 0; f < features; f++) {
        v16 step = load(x + f * plane) - load(x + f * plane + shift);
        distance += splat(precision[f]) * step * step;
      }
      v16 weight = exp16(-distance) * load(valid + shift);
      *weights++ = weight;
      total += weight;
    }
  return total;
}

FK_BODY void bilateral_body(size_t features, size_t n, int radius,
                            const float *precision, const float *x, size_t row,
                            size_t plane, const float *valid, float *y,
                            size_t ldy) {
  v16 weights[FK_WIDEST * FK_WIDEST];
  for (size_t i = 0; i < n; i += 16) {
    v16 total = bilateral_weights(features, radius, precision, x + i, row,
                                  plane, valid + i, weights);
    i16 some = total > splat(0);
    v16 share = splat(1) / choose(some, total, splat(1));
    for (size_t f = 0; f < features; f++) {
      const float *from = x + f * plane + i;
      const v16 *weight = weights;
      v16 sum = splat(0);
      for (int dy = -radius; dy <= radius; dy++)
        for (int dx = -radius; dx <= radius; dx++)
          sum += *weight++ * load(from + dy * (ptrdiff_t)row + dx);
      store(y + f * ldy + i, choose(some, sum * share, load(from)));
    }
  }
}

#define BILATERAL_PARAMETERS                                              \
  (size_t features, size_t n, int radius, const float *precision,        \
   const float *x, size_t row, size_t plane, const float *valid, float *y, \
   size_t ldy)
FK_BUILDS(void, bilateral, BILATERAL_PARAMETERS,
          (features, n, radius, precision, x, row, plane, valid, y, ldy),
          (features, n, radius, precision, x, row, plane, valid, y, ldy),
          (features, n, radius, precision, x, row, plane, valid, y, ldy))

void fk_bilateral BILATERAL_PARAMETERS {
  if (radius < 0 || radius > FK_WIDEST / 2) return;
  FK_CHOOSE(bilateral,
            (features, n, radius, precision, x, row, plane, valid, y, ldy))
}

/// Votes for one label over the whole row: columns first, then along the row.
FK_BODY void count_label(size_t width, size_t window, uint8_t label,
                         const uint8_t *const *rows, uint8_t *columns,
                         uint8_t *votes) {
  const size_t padded = width + window - 1;
  memset(columns, 0, padded);
  for (size_t r = 0; r < window; r++) {
    const uint8_t *row = rows[r];
    for (size_t i = 0; i < padded; i++) columns[i] += row[i] == label;
  }
  memset(votes, 0, width);
  for (size_t s = 0; s < window; s++)
    for (size_t i = 0; i < width; i++) votes[i] += columns[i + s];
}

FK_BODY void majority_body(size_t width, size_t window, size_t k,
                           int keep_centre, const uint8_t *const *rows,
                           uint8_t *out, uint8_t *scratch) {
  uint8_t *columns = scratch, *votes = columns + width + window - 1,
          *best = votes + width;
  const uint8_t *centre = rows[window / 2] + window / 2;
  memset(best, 0, width);
  memset(out, 0, width);
  for (size_t label = 1; label <= k; label++) {
    count_label(width, window, (uint8_t)label, rows, columns, votes);
    for (size_t i = 0; i < width; i++) {
      int tie = keep_centre & (votes[i] == best[i]) & (centre[i] == label);
      uint8_t better = (uint8_t)-((votes[i] > best[i]) | tie);
      best[i] = (best[i] & ~better) | (votes[i] & better);
      out[i] = (out[i] & ~better) | ((uint8_t)label & better);
    }
  }
  for (size_t i = 0; i < width; i++) out[i] &= (uint8_t)-(centre[i] != 0);
}

#define MAJORITY_PARAMETERS                                         \
  (size_t width, size_t window, size_t k, int keep_centre,          \
   const uint8_t *const *rows, uint8_t *out, uint8_t *scratch)
FK_BUILDS(void, majority, MAJORITY_PARAMETERS,
          (width, window, k, keep_centre, rows, out, scratch),
          (width, window, k, keep_centre, rows, out, scratch),
          (width, window, k, keep_centre, rows, out, scratch))

void fk_majority_row MAJORITY_PARAMETERS {
  FK_CHOOSE(majority, (width, window, k, keep_centre, rows, out, scratch))
}
