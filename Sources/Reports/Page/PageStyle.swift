/// What a report looks like on a screen, on a phone and on paper.
enum PageStyle {
  static let sheet: HTML = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    body{margin:0;color:#1d2428;background:#fff;
    font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
    header,main,footer{max-width:1180px;margin:0 auto;padding:0 20px}
    header{padding-top:30px}
    h1{font-size:30px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em;overflow-wrap:anywhere}
    h2{font-size:20px;line-height:1.3;margin:0 0 12px}
    h3{font-size:16px;margin:18px 0 6px}
    .lead{margin:0 0 16px;color:#4a565d;font-size:17px}
    section{padding:26px 0 0;margin:0 0 8px}
    section+section{border-top:1px solid #dde3e6;margin-top:30px}
    a{color:#0b5c78}
    a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,
    [tabindex]:focus-visible,summary:focus-visible{outline:3px solid #c2571a;outline-offset:2px}
    .skip{position:absolute;left:-999px}
    .skip:focus{left:8px;top:8px;background:#fff;padding:8px;z-index:9}
    .hear{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .small{font-size:14px;color:#4a565d}
    dl{margin:0}dd{margin:0}
    .facts{display:flex;flex-wrap:wrap;gap:10px 34px;padding:12px 0 4px;border-top:2px solid #1d2428}
    .facts dt{font-size:13px;color:#4a565d}
    .facts div{max-width:100%}
    .facts dd{font-weight:600;overflow-wrap:anywhere}
    .rows>div{display:flex;gap:12px;padding:4px 0;border-bottom:1px solid #edf0f2}
    .rows dt{flex:0 0 210px;color:#4a565d;overflow-wrap:anywhere}
    .rows dd{flex:1;min-width:0;overflow-wrap:anywhere}
    .help{display:block;font-size:13px;color:#4a565d}
    .groups{columns:3 300px;column-gap:40px}
    .groups>div{break-inside:avoid;padding-bottom:14px}
    .groups h3{margin-top:0}
    .groups .rows dt{flex-basis:150px}
    .mapgrid{display:grid;grid-template-columns:minmax(0,1fr) 290px;gap:26px;align-items:start}
    figure{margin:0}
    .stage{position:relative;overflow:hidden;background:#eceff0;
    width:min(100%,calc(86vh*var(--shape)));margin:0 auto;box-shadow:0 0 0 1px #aab4b9}
    .stage.sharp .layer{image-rendering:pixelated}
    .layer{position:absolute;inset:0;width:100%;height:100%;display:block}
    .layer[hidden]{display:none}
    .unsure{mix-blend-mode:multiply;pointer-events:none}
    #divider{position:absolute;top:0;bottom:0;width:32px;margin-left:-16px;cursor:ew-resize;touch-action:none}
    #divider::before{content:"";position:absolute;left:15px;width:2px;top:0;bottom:0;background:#fff;
    box-shadow:0 0 3px #000}
    #divider span{position:absolute;top:50%;left:2px;width:28px;height:28px;margin-top:-14px;border-radius:50%;
    background:#fff;box-shadow:0 0 4px #000}
    #divider span::before{content:"\u{2194}";position:absolute;inset:0;text-align:center;line-height:28px;color:#1d2428}
    .scalebar{position:absolute;left:12px;bottom:10px;border:solid #111;border-width:0 2px 3px;height:9px;
    filter:drop-shadow(0 0 2px #fff) drop-shadow(0 0 1px #fff);pointer-events:none}
    .scalebar span{position:absolute;left:0;bottom:4px;white-space:nowrap;font-size:13px;font-weight:600;
    background:rgba(255,255,255,.82);padding:0 4px;border-radius:2px;line-height:1.4;margin-left:4px}
    .controls{display:flex;flex-wrap:wrap;gap:8px 26px;padding:12px 0 0;align-items:center;font-size:15px}
    .controls[hidden]{display:none}
    .controls label{display:flex;align-items:center;gap:8px;min-height:32px}
    input[type=range]{width:150px;accent-color:#0b5c78}
    select,button{font:inherit;font-size:14px;color:#1d2428;background:#fff;border:1px solid #8b979d;
    border-radius:4px;padding:2px 8px;min-height:28px}
    button{cursor:pointer}
    button:hover{background:#eef2f4}
    .readout{font-size:14px;color:#4a565d;padding-top:6px;min-height:2em;font-variant-numeric:tabular-nums}
    .legendhead{display:flex;justify-content:space-between;align-items:baseline}
    .groups-of{display:flex;align-items:center;gap:8px;margin:0 0 6px;font-size:14px}
    .groups-of[hidden]{display:none}
    .groups-of input{flex:1;min-width:0;width:auto}
    .groups-of output{white-space:nowrap;font-variant-numeric:tabular-nums}
    .legend ul{list-style:none;margin:0;padding:2px;max-height:70vh;overflow:auto}
    .legend li{display:flex;align-items:center;gap:8px;border-bottom:1px solid #edf0f2}
    .legend label{display:flex;flex:1;min-width:0;align-items:center;gap:8px;min-height:36px;cursor:pointer}
    .legend .name{flex:1;min-width:0;overflow-wrap:anywhere;line-height:1.25}
    .legend .share{font-size:14px;color:#4a565d;font-variant-numeric:tabular-nums;white-space:nowrap}
    .legend input{width:18px;height:18px;margin:0;accent-color:#0b5c78}
    .swatch{display:inline-block;flex:none;width:26px;height:17px;background:var(--c);
    border:1px solid rgba(0,0,0,.45);border-radius:2px;vertical-align:-3px;print-color-adjust:exact;
    -webkit-print-color-adjust:exact}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:15px;font-variant-numeric:tabular-nums}
    th,td{text-align:left;padding:5px 10px;border-bottom:1px solid #e3e8ea;vertical-align:top}
    thead th{font-size:13px;font-weight:600;color:#4a565d;border-bottom:2px solid #aab4b9;white-space:nowrap}
    tbody th{font-weight:500}
    .n{text-align:right;white-space:nowrap}
    .wide{width:26%;min-width:80px}
    td .share{display:block;height:14px;margin-top:4px;background:var(--c);min-width:1px;
    border:1px solid rgba(0,0,0,.35);print-color-adjust:exact;-webkit-print-color-adjust:exact}
    td .share.plain{background:#5f7d8c}
    tr.off{opacity:.42}
    .exemplars{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,500px),1fr));gap:18px 30px}
    .exemplar{break-inside:avoid}
    .exemplar.off{opacity:.42}
    .exemplar h3{margin:0 0 6px;overflow-wrap:anywhere}
    .exemplar .help{font-weight:400}
    .chips{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:8px}
    .chip{position:relative;display:block;box-shadow:0 0 0 1px #aab4b9}
    .chip img{display:block;width:100%;height:auto;image-rendering:pixelated}
    .chip i{position:absolute;width:17px;height:17px;margin:-8.5px 0 0 -8.5px;border:2px solid #fff;
    outline:1px solid #000;border-radius:50%}
    .chips figcaption{font-size:13px;line-height:1.35;overflow-wrap:anywhere}
    .chips figcaption span{display:block}
    .chips code{font:12.5px/1.4 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
    .chips .small{font-size:12px}
    .chips button{font-size:12px;min-height:24px;padding:0 6px;margin-left:6px}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:0 40px}
    .pair section{border-top:0;margin-top:0}
    .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:22px}
    .plots figcaption{font-weight:600;font-size:15px}
    svg.plot{display:block;width:100%;height:auto;font-size:12px}
    .plot text{fill:#2d373c}
    .plot .tick{font-size:11.5px}
    .plot .name{font-size:12.5px}
    .end{text-anchor:end}.middle{text-anchor:middle}
    .grid{stroke:#e3e8ea}.axis{stroke:#4a565d}.band{stroke:#b9c3c8}
    .u polyline{fill:none;stroke:var(--c);stroke-width:2.2;stroke-linejoin:round}
    .u polyline.under{stroke:#2d373c;stroke-width:3.4;opacity:.55}
    .u circle{fill:var(--c);stroke:#2d373c;stroke-width:.7}
    .bar{stroke:var(--c);stroke-width:1.4;opacity:.75}
    .points,.points-under{fill:none;stroke:var(--c);stroke-width:3.4;stroke-linecap:round}
    .points-under{stroke:#2d373c;stroke-width:4.4;opacity:.5}
    g.off{display:none}
    .treeplot{max-width:720px}
    .tree path{fill:none;stroke:#4a565d;stroke-width:1.4}
    .tree rect{fill:var(--c);stroke:#2d373c;stroke-width:.7}
    .curve polyline{fill:none;stroke:currentColor;stroke-width:1.9}
    .curve circle{fill:currentColor}
    .curve0{color:#0b5c78}.curve1{color:#b04a12}.curve2{color:#55357a}.curve3{color:#3f6b1e}
    details{margin-top:10px}
    summary{cursor:pointer;font-weight:600;color:#0b5c78;padding:4px 0}
    .command{position:relative}
    pre{background:#f2f5f6;border:1px solid #d5dcdf;border-radius:4px;padding:14px 76px 14px 16px;margin:0;
    overflow-x:auto;font:14px/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
    #copy{position:absolute;top:8px;right:8px}
    .sum{font-size:12px;overflow-wrap:anywhere}
    .notes{margin:0;padding-left:20px}
    footer{margin-top:44px;padding-bottom:40px}
    footer p{margin:0 0 4px;overflow-wrap:anywhere}
    footer p:first-child{border-top:2px solid #1d2428;padding-top:14px}
    @media screen and (max-width:820px){
    header,main,footer{padding-left:14px;padding-right:14px}
    header{padding-top:18px}h1{font-size:24px}.lead{font-size:16px}
    .mapgrid{grid-template-columns:minmax(0,1fr);gap:14px}
    .legend ul{max-height:none;overflow:visible}
    .facts{gap:8px 24px}
    .rows>div{flex-wrap:wrap;gap:0 12px}.rows dt{flex-basis:130px}
    table{font-size:14px}
    th,td{padding:5px 6px}
    tbody th{min-width:5.5em}
    .wide,.px{display:none}
    input[type=range]{width:120px}
    }
    @media print{
    body{font-size:10.5pt}
    .controls,.groups-of,.legend button,.legendhead button,.legend input,#copy,.chips button,.skip,#divider{display:none!important}
    header,main,footer{max-width:none;padding:0}
    .mapgrid{grid-template-columns:minmax(0,1fr) 190px}
    .stage{width:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .legend ul{max-height:none;overflow:visible}
    .legend label{min-height:0}
    figure,tr,svg,.groups>div,pre{break-inside:avoid}
    h2,h3{break-after:avoid}
    section{padding-top:12px}
    section+section{margin-top:14px}
    .pair,.plots{grid-template-columns:1fr 1fr;gap:0 20px}
    table{font-size:9.5pt}
    th,td{padding:2px 6px}
    .groups{columns:3 170px;column-gap:24px;font-size:9.5pt}
    .groups .rows dt{flex-basis:95px}
    .mapgrid figure{width:100%}
    footer{margin-top:20px;padding-bottom:0}
    .scroll{overflow:visible}
    a{color:inherit;text-decoration:none}
    }
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    """
}
