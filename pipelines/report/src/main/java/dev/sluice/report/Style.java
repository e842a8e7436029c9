package dev.sluice.report;

/** How the page looks: quiet, light and dark, narrow and wide, on paper. */
final class Style {
    static final String CSS = """
            :root{--ink:#1c2430;--soft:#5d6a7a;--line:#dfe4ea;--paper:#fff;--card:#f7f9fb;--kept:#2f7dbd;\
            --dropped:#d9822b;--warn:#fff6e6;--edge:#e6b566}
            @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#98a5b5;--line:#2c3541;--paper:#12171d;\
            --card:#1a2129;--kept:#5aa6e0;--dropped:#e59a4c;--warn:#2b2415;--edge:#8a6a2a}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
            main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}
            .brand{margin:0;color:var(--soft);letter-spacing:.06em;text-transform:uppercase;font-size:12px}
            h1{margin:.1em 0 .3em;font-size:32px;line-height:1.15}
            h2{font-size:20px;margin:40px 0 12px}h3{font-size:17px;margin:0 0 4px}h4{font-size:14px;margin:14px 0 4px}
            small{color:var(--soft);font-weight:400}
            .lead{font-size:20px;margin:0 0 16px}
            .facts{display:flex;flex-wrap:wrap;gap:10px 32px;margin:0;padding:0}
            .facts div{min-width:120px}.facts dt{color:var(--soft);font-size:12px}.facts dd{margin:0}
            .warnings{background:var(--warn);border:1px solid var(--edge);border-radius:8px;padding:4px 18px 12px;\
            margin-top:28px}
            .warnings h2{margin:12px 0 6px}.warnings ul{margin:0;padding-left:18px}.warnings span{color:var(--soft)}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;font-size:14px}
            .funnel,.timings{width:100%}
            th{color:var(--soft);font-weight:500;text-align:left;font-size:12px}
            th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--line);white-space:nowrap}
            .wrap{white-space:normal;overflow-wrap:anywhere}
            .n{text-align:right;font-variant-numeric:tabular-nums}
            .bar svg{width:160px;display:block}.bars td{border:0;padding:2px 12px 2px 0}
            .kept{fill:var(--kept)}.dropped{fill:var(--dropped)}
            a{color:inherit;text-decoration-color:var(--soft);text-underline-offset:3px}
            code,pre{font:13px/1.45 ui-monospace,monospace}
            .step{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 18px;margin:14px 0}
            .step p{margin:0 0 8px;color:var(--soft)}
            .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:14px 28px;margin-top:10px}
            figure{margin:0}figcaption{font-size:13px;color:var(--soft)}figcaption code{color:var(--ink)}
            figure svg{width:100%;display:block}
            svg text{font:10px system-ui,sans-serif;fill:var(--soft)}
            svg .axis{stroke:var(--line)}
            svg line.threshold{stroke:var(--ink);stroke-dasharray:3 2}svg text.threshold{fill:var(--ink)}
            svg .curve{fill:none;stroke:var(--kept);stroke-width:2}svg .point{fill:var(--dropped)}
            svg .whisker{stroke:var(--dropped);stroke-width:1.5}
            .verdicts{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:14px}
            .verdicts div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 18px}
            .verdicts p{margin:0}.verdicts h3{color:var(--soft);font-size:13px;font-weight:500}
            .verdicts .figure{font-size:30px;line-height:1.3;font-variant-numeric:tabular-nums}
            .certificate .charts{grid-template-columns:repeat(auto-fill,minmax(400px,1fr));gap:24px 32px;margin-top:20px}
            .expected{font-size:12px}.expected th,.expected td{padding:3px 8px 3px 0}
            .chained{color:var(--dropped);font-weight:500}
            .quantiles,.values{font-size:12px;color:var(--soft);margin:0}
            details{margin-top:10px}summary{cursor:pointer;color:var(--soft)}
            article{border-top:1px solid var(--line);padding:8px 0;margin-top:8px}article p{margin:0 0 4px}
            pre{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:10px;margin:6px 0;\
            white-space:pre-wrap;overflow-wrap:anywhere;max-height:320px;overflow:auto}
            .code{color:var(--dropped);font-size:11px}
            @media print{details{display:block}pre{max-height:none}.step{break-inside:avoid}}
            """;

    private Style() {}
}
