/// What makes a report answer. The page is whole without it.
///
/// Units are hidden by writing their opacity into the palette of the map's
/// own PNG file: no picture is ever read back, so it works wherever pictures
/// are shown.
enum PageScript {
  static let source: HTML = #"""
    (function () {
      "use strict";
      var facts = JSON.parse(document.getElementById("facts").textContent);
      var units = document.getElementById("units");
      var stage = document.getElementById("stage");
      var byId = function (id) { return document.getElementById(id); };
      var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
      all("[data-script]").forEach(function (e) { e.hidden = false; });

      // The map's PNG file, and where its list of opacities lies in it.
      var file = (function () {
        var text = atob(units.src.slice(units.src.indexOf(",") + 1));
        var bytes = new Uint8Array(text.length);
        for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
        return bytes;
      })();
      function part(wanted) {
        var at = 8;
        while (at < file.length) {
          var length = file[at] * 16777216 + file[at + 1] * 65536 + file[at + 2] * 256 + file[at + 3];
          var type = String.fromCharCode(file[at + 4], file[at + 5], file[at + 6], file[at + 7]);
          if (type === wanted) return { start: at + 8, length: length };
          at += length + 12;
        }
        return null;
      }
      var chunk = part("tRNS"), palette = part("PLTE");
      var table = [];
      for (var n = 0; n < 256; n++) {
        var c = n;
        for (var k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
        table[n] = c >>> 0;
      }
      function checksum(from, to) {
        var c = 0xffffffff;
        for (var i = from; i < to; i++) c = table[(c ^ file[i]) & 255] ^ (c >>> 8);
        return (c ^ 0xffffffff) >>> 0;
      }
      var address = null;
      function redraw() {
        if (!chunk) return;
        boxes.forEach(function (box) {
          box.dataset.toggle.split(" ").map(Number).forEach(function (value) {
            if (value < chunk.length) file[chunk.start + value] = box.checked ? 255 : 0;
          });
        });
        [chunk, palette].forEach(function (changed) {
          if (!changed) return;
          var end = changed.start + changed.length, sum = checksum(changed.start - 4, end);
          for (var i = 0; i < 4; i++) file[end + i] = (sum >>> (24 - 8 * i)) & 255;
        });
        var old = address;
        address = URL.createObjectURL(new Blob([file], { type: "image/png" }));
        units.onload = function () { if (old) URL.revokeObjectURL(old); };
        units.src = address;
      }

      var boxes = all("[data-toggle]");
      function show() {
        boxes.forEach(function (box) {
          box.dataset.toggle.split(" ").forEach(function (value) {
            all('[data-unit="' + value + '"]').forEach(function (e) {
              e.classList.toggle("off", !box.checked);
            });
          });
        });
        redraw();
      }
      function check(which) {
        boxes.forEach(function (box) { box.checked = which(box.dataset.toggle); });
        show();
      }
      boxes.forEach(function (box) { box.addEventListener("change", show); });
      all("[data-only]").forEach(function (button) {
        button.addEventListener("click", function () {
          check(function (value) { return value === button.dataset.only; });
        });
      });
      byId("all").addEventListener("click", function () { check(function () { return true; }); });
      byId("none").addEventListener("click", function () { check(function () { return false; }); });

      // The map read with fewer units: every group in the colour of its largest.
      var coarse = byId("coarse");
      function groups(count) {
        var group = {}, left = facts.units.length;
        facts.units.forEach(function (unit) { group[unit.value] = unit.value; });
        facts.tree.forEach(function (merge) {
          if (left <= count) return;
          var gone = 0, kept = 0;
          facts.units.forEach(function (unit) {
            if (group[unit.value] === merge[0]) kept++;
            if (group[unit.value] === merge[1]) { gone++; group[unit.value] = merge[0]; }
          });
          if (kept && gone) left--;
        });
        return group;
      }
      function read(count) {
        var group = groups(count), largest = {};
        facts.units.forEach(function (unit) {
          var best = largest[group[unit.value]];
          if (!best || unit.pixels > best.pixels) largest[group[unit.value]] = unit;
        });
        facts.units.forEach(function (unit) {
          var colour = largest[group[unit.value]].colour;
          all(".legend .u" + unit.value).forEach(function (row) { row.style.setProperty("--c", colour); });
          if (!palette || 3 * unit.value + 2 >= palette.length) return;
          for (var i = 0; i < 3; i++) {
            file[palette.start + 3 * unit.value + i] = parseInt(colour.substr(1 + 2 * i, 2), 16);
          }
        });
        byId("coarse-n").textContent = count + " units";
        redraw();
      }
      if (coarse) {
        coarse.addEventListener("input", function () { read(Number(coarse.value)); });
      }

      // The image beside the units.
      var swipe = byId("swipe"), divider = byId("divider");
      function moveDivider() {
        var share = Number(swipe.value);
        units.style.clipPath = "inset(0 0 0 " + share + "%)";
        divider.style.left = share + "%";
        // The handle stays inside the picture.
        var shift = Math.max(0, 16 - share * stage.clientWidth / 100) -
          Math.max(0, 16 - (100 - share) * stage.clientWidth / 100);
        divider.firstElementChild.style.marginLeft = shift + "px";
      }
      if (swipe) {
        divider.hidden = false;
        swipe.addEventListener("input", moveDivider);
        divider.addEventListener("pointerdown", function (event) {
          divider.setPointerCapture(event.pointerId);
          event.preventDefault();
        });
        divider.addEventListener("pointermove", function (event) {
          if (!divider.hasPointerCapture(event.pointerId)) return;
          var box = stage.getBoundingClientRect();
          swipe.value = Math.max(0, Math.min(100, 100 * (event.clientX - box.left) / box.width));
          moveDivider();
        });
        moveDivider();
        byId("opacity").addEventListener("input", function (event) {
          units.style.opacity = Number(event.target.value) / 100;
        });
        byId("scene").addEventListener("change", function (event) {
          all(".scene").forEach(function (e, i) { e.hidden = String(i) !== event.target.value; });
        });
      }

      var sureness = byId("sureness");
      if (sureness) {
        sureness.addEventListener("input", function () {
          byId("confidence").style.opacity = Number(sureness.value) / 100;
        });
      }

      // What lies under the pointer.
      var readout = byId("readout"), still = readout.textContent, pixels = null;
      function prepare() {
        var canvas = document.createElement("canvas");
        canvas.width = units.naturalWidth;
        canvas.height = units.naturalHeight;
        pixels = canvas.getContext("2d", { willReadFrequently: true });
        pixels.drawImage(original, 0, 0);
      }
      var original = new Image();
      original.src = units.src;
      var colours = facts.units.map(function (unit) {
        return [1, 3, 5].map(function (at) { return parseInt(unit.colour.substr(at, 2), 16); });
      });
      function unitAt(x, y) {
        if (!pixels) prepare();
        var canvas = pixels.canvas;
        var rgba = pixels.getImageData(
          Math.min(canvas.width - 1, Math.floor(x * canvas.width)),
          Math.min(canvas.height - 1, Math.floor(y * canvas.height)), 1, 1).data;
        if (rgba[3] < 128) return "no data";
        var best = 0, least = Infinity;
        colours.forEach(function (colour, index) {
          var away = Math.abs(colour[0] - rgba[0]) + Math.abs(colour[1] - rgba[1]) + Math.abs(colour[2] - rgba[2]);
          if (away < least) { least = away; best = index; }
        });
        return facts.units[best].name;
      }
      function place(x, y) {
        var column = x * facts.width, row = y * facts.height, t = facts.transform;
        var pixel = "column " + Math.floor(column) + ", row " + Math.floor(row);
        if (!t) return pixel;
        var e = t[0] + column * t[1] + row * t[2], n = t[3] + column * t[4] + row * t[5];
        var digits = facts.geographic ? 5 : 0;
        return e.toFixed(digits) + (facts.geographic ? "\u00b0 E, " : " E, ") + n.toFixed(digits) +
          (facts.geographic ? "\u00b0 N" : " N") + (facts.reference ? " (" + facts.reference + ")" : "");
      }
      stage.addEventListener("pointermove", function (event) {
        var box = stage.getBoundingClientRect();
        var x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
        if (x < 0 || y < 0 || x >= 1 || y >= 1) return;
        try {
          readout.textContent = unitAt(x, y) + " \u00b7 " + place(x, y);
        } catch (error) {
          readout.textContent = place(x, y);
        }
      });
      stage.addEventListener("pointerleave", function () { readout.textContent = still; });

      function copies(button, id) {
        button.addEventListener("click", function () {
          var range = document.createRange();
          range.selectNodeContents(byId(id));
          var selection = window.getSelection();
          selection.removeAllRanges();
          selection.addRange(range);
          if (document.execCommand("copy")) button.textContent = "copied";
        });
      }
      copies(byId("copy"), "command");
      all("[data-copy]").forEach(function (button) { copies(button, button.dataset.copy); });
    })();
    """#
}
