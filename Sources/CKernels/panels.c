#include "rows.h"

// Dense layers on rows of channels, with weights packed beforehand: 64 outputs
// are a panel, which is walked in slabs that stay in the second-level cache
// while all rows pass by.

enum { PANEL = 64, SLAB = 384 };

/// J rows against V vectors of outputs over one slab, all sums in registers.
FK_BODY void panel_tile(const int J, const int V, size_t d, const float *w,
                        size_t width, const float *bias, const float *x,
                        size_t ldx, float *y, size_t ldy, int begins,
                        fk_finish f) {
  v16 sum[8][4];
  for (int j = 0; j < J; j++)
    for (int v = 0; v < V; v++)
      sum[j][v] = load(begins ? bias + 16 * v : y + j * ldy + 16 * v);
  for (size_t k = 0; k < d; k++) {
    v16 in[4];
    for (int v = 0; v < V; v++) in[v] = load(w + k * width + 16 * v);
    for (int j = 0; j < J; j++) {
      v16 factor = splat(x[j * ldx + k]);
      for (int v = 0; v < V; v++) sum[j][v] += factor * in[v];
    }
  }
  for (int j = 0; j < J; j++)
    for (int v = 0; v < V; v++)
      store(y + j * ldy + 16 * v, finish(sum[j][v], f));
}

FK_BODY void panel_columns(const int J, const int V, fk_finish f, size_t m,
                           size_t d, const float *w, size_t width,
                           const float *bias, const float *x, size_t ldx,
                           float *y, size_t ldy, int begins) {
  size_t i = 0;
  for (; i + J <= m; i += J)
    panel_tile(J, V, d, w, width, bias, x + i * ldx, ldx, y + i * ldy, ldy,
               begins, f);
  for (; i + 2 <= m; i += 2)
    panel_tile(2, V, d, w, width, bias, x + i * ldx, ldx, y + i * ldy, ldy,
               begins, f);
  for (; i < m; i++)
    panel_tile(1, V, d, w, width, bias, x + i * ldx, ldx, y + i * ldy, ldy,
               begins, f);
}

FK_BODY void panel_finish(const int J, const int V, fk_finish f, size_t m,
                          size_t d, const float *w, size_t width,
                          const float *bias, const float *x, size_t ldx,
                          float *y, size_t ldy, int begins) {
  switch (f) {
    case FK_GELU:
      panel_columns(J, V, FK_GELU, m, d, w, width, bias, x, ldx, y, ldy, begins);
      break;
    case FK_RELU6:
      panel_columns(J, V, FK_RELU6, m, d, w, width, bias, x, ldx, y, ldy, begins);
      break;
    default:
      panel_columns(J, V, FK_AS_IT_IS, m, d, w, width, bias, x, ldx, y, ldy, begins);
  }
}

FK_BODY void panels_body(const int J, const int V, size_t m, size_t d, size_t n,
                         const float *w, const float *bias, const float *x,
                         size_t ldx, float *y, size_t ldy, fk_finish f) {
  for (size_t c = 0; c < n; c += PANEL) {
    const size_t width = n - c < PANEL ? n - c : PANEL;
    for (size_t k = 0; k < d; k += SLAB) {
      const size_t depth = d - k < SLAB ? d - k : SLAB;
      const fk_finish now = k + depth == d ? f : FK_AS_IT_IS;
      const float *slab = w + c * d + k * width;
      size_t v = 0;
      for (; v + 16 * V <= width; v += 16 * V)
        panel_finish(J, V, now, m, depth, slab + v, width, bias + c + v, x + k,
                     ldx, y + c + v, ldy, k == 0);
      for (; v < width; v += 16)
        panel_finish(J, 1, now, m, depth, slab + v, width, bias + c + v, x + k,
                     ldx, y + c + v, ldy, k == 0);
    }
  }
}

#define PANELS_PARAMETERS                                                    \
  (size_t m, size_t d, size_t n, const float *w, const float *bias,          \
   const float *x, size_t ldx, float *y, size_t ldy, fk_finish f)
FK_BUILDS(void, panels, PANELS_PARAMETERS,
          (6, 4, m, d, n, w, bias, x, ldx, y, ldy, f),
          (3, 2, m, d, n, w, bias, x, ldx, y, ldy, f),
          (2, 1, m, d, n, w, bias, x, ldx, y, ldy, f))

void fk_panels PANELS_PARAMETERS {
  FK_CHOOSE(panels, (m, d, n, w, bias, x, ldx, y, ldy, f))
}

void fk_pack_panels(size_t d, size_t n, const float *w, size_t wr, size_t wc,
                    size_t outputs, float *out) {
  for (size_t c = 0; c < n; c += PANEL) {
    const size_t width = n - c < PANEL ? n - c : PANEL;
    for (size_t k = 0; k < d; k++)
      for (size_t j = c; j < c + width; j++)
        *out++ = j < outputs ? w[j * wr + k * wc] : 0.0f;
  }
}
