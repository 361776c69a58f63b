/// The style of pages: one sheet, which no part of a page adds to.
enum PageStyle {
  /// The sheet.
  static let sheet: Markup = PageColours.sheet + words + layout + tables + drawings + narrow + paper

  /// Text, links and controls.
  private static let words: Markup = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
    body{margin:0;background:var(--ground);color:var(--text);font:400 16px/1.5 Inter,system-ui,sans-serif;\
    font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
    h1,h2,h3,.amount,.big{text-wrap:balance;letter-spacing:-.012em}
    h1{font-size:clamp(25px,3.2vw,36px);line-height:1.16;font-weight:700;margin:12px 0 12px}
    h2{font-size:clamp(20px,2.2vw,25px);line-height:1.25;font-weight:680;margin:0 0 12px;max-width:38em}
    h3{font-size:17px;line-height:1.3;font-weight:650;margin:28px 0 8px}
    p{margin:0 0 12px;max-width:80ch}
    ul,ol{padding-left:20px;margin:0 0 12px;max-width:80ch}
    li{margin:0 0 4px}
    a{color:var(--link);text-underline-offset:2px}
    code,pre{overflow-wrap:anywhere;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
    pre{background:var(--panel);padding:12px;margin:0 0 12px;white-space:pre-wrap}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:8px;top:-80px;padding:8px 12px;background:var(--ground);z-index:2}
    .skip:focus{top:8px}
    .heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .lede{font-size:17px;margin-bottom:16px}
    .note{font-size:14px;color:var(--second)}
    .topic{font-size:13px;font-weight:600;color:var(--second);margin:0 0 4px}
    .sub,.unit{display:block;font-weight:400;font-size:13px;line-height:1.4;color:var(--second)}
    .sub code{font-size:12px}
    button,input,select{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--second);border-radius:4px;\
    min-height:32px;padding:4px 12px}
    button{cursor:pointer;font-size:14px}
    summary{cursor:pointer;color:var(--link);font-size:14px;min-height:28px;padding:4px 0;width:fit-content}
    details{margin:4px 0 12px}
    .badges{display:inline}
    .badge{display:inline-block;font-size:12px;line-height:1.35;font-weight:600;padding:1px 6px;border:1px solid currentColor;\
    border-radius:3px;margin:2px 4px 2px 0;color:var(--second)}
    .badge.doubt{color:var(--doubt)}.badge.good{color:var(--good)}.badge.bad{color:var(--budget)}
    .swatch::before{content:"";display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px;background:var(--own);\
    print-color-adjust:exact;forced-color-adjust:none}
    .ref{font-size:12px;text-decoration:none;display:inline-block;min-width:24px;min-height:24px;line-height:24px;text-align:center}
    .ref:hover{text-decoration:underline}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

    """

  /// Where things lie.
  private static let layout: Markup = """
    .wrap{max-width:1240px;margin:0 auto;padding:0 24px 56px}
    .contents{font-size:14px}
    .contents ul{list-style:none;margin:0;padding:0;max-width:none;display:flex;flex-wrap:wrap;gap:0 16px}
    .contents li{margin:0}
    .contents a{display:inline-block;min-height:24px;padding:2px 0;text-decoration:none}
    .contents a:hover{text-decoration:underline}
    .contents .group{display:none;font-size:13px;font-weight:600;color:var(--second);margin-top:12px}
    main{min-width:0;max-width:960px;margin:0 auto}
    @media screen and (min-width:1180px){
    .wrap{display:grid;grid-template-columns:168px minmax(0,960px);column-gap:56px;justify-content:center}
    .contents{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:64px 0 24px 4px}
    .contents ul{flex-direction:column}
    .contents .group{display:block}
    main{margin:0}
    .wrap>main:only-child{grid-column:1/-1;width:100%;margin:0 auto}}
    @media screen and (max-width:1179px){.contents{padding:8px 0;border-bottom:1px solid var(--line)}}
    .mast{display:flex;justify-content:space-between;align-items:flex-start;gap:16px;padding-top:16px;font-size:14px;color:var(--second)}
    .mast p{margin:0}.mast strong{color:var(--text)}.mast button{flex:none}
    section{padding-top:56px}
    #levers{padding-top:24px}
    #levers h2{font-size:19px;margin-bottom:8px}
    #levers .topic{display:none}
    .levers{list-style:none;margin:0 0 12px;padding:0;max-width:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));\
    border-top:2px solid var(--text)}
    .levers li{padding:12px 24px 4px 0;margin:0}
    .levers li+li{border-left:1px solid var(--line);padding-left:24px}
    .levers strong{display:block;line-height:1.3}
    .levers p{font-size:14px;line-height:1.45;margin:4px 0 0}
    .amount{display:block;font-size:25px;line-height:1.3;font-weight:680}
    .amount small{font-size:14px;font-weight:400}
    .tools{display:flex;flex-wrap:wrap;gap:12px 24px;align-items:end;margin:0 0 12px}
    .tools[hidden]{display:none}
    .tools label{display:block;font-size:13px;color:var(--second)}
    .tools p{margin:0;padding-bottom:4px}
    .tools input,.tools select{width:100%;min-height:36px}
    .tools div:first-child{flex:0 1 320px}
    .facts{margin:0;font-size:14px}
    .facts div{display:grid;grid-template-columns:9em 1fr;gap:12px;padding:4px 0;border-bottom:1px solid var(--grid)}
    .facts dt{font-weight:600}.facts dd{margin:0}
    footer{padding-top:56px;font-size:13px;color:var(--second)}

    """

  /// Tables and what is drawn in their rows.
  private static let tables: Markup = """
    table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4;margin:0 0 12px}
    caption{text-align:left;font-size:13px;color:var(--second);padding:0 0 4px}
    th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid var(--grid)}
    thead th{font-size:13px;font-weight:600;color:var(--second);vertical-align:bottom;border-bottom-color:var(--line)}
    tbody th{font-weight:600;overflow-wrap:anywhere;min-width:11em}
    td{overflow-wrap:anywhere}
    td:not([class]){min-width:6em}
    .r{text-align:right}
    td.r{white-space:nowrap}
    td:last-child,th:last-child{padding-right:0}
    .total>*{border-top:1px solid var(--second);font-weight:650}
    .planned>*{background:var(--panel)}
    .planned>:first-child{box-shadow:-8px 0 0 var(--panel)}.planned>:last-child{box-shadow:8px 0 0 var(--panel)}
    .big{font-size:22px;font-weight:680;line-height:1.15}
    .verdict td,.verdict th{padding-top:10px;padding-bottom:10px}
    td.bar,th.bar{width:33%;min-width:190px;padding:0 34px 0 4px}
    th.bar{vertical-align:bottom}
    .bar svg{display:block;overflow:visible}
    .axis{width:100%;height:22px}
    td.bar{position:relative;height:40px}
    .row{position:absolute;left:4px;top:0;width:calc(100% - 38px);height:100%}
    .row .mark{transform:translateY(4px)}
    .verdict .row .mark{transform:translateY(10px)}
    .axis text,.row text{font-size:12px;font-weight:400;fill:var(--second)}
    .verdict th:first-child{width:25%}
    .offers{table-layout:fixed}
    .offers th:nth-child(1){width:20%}.offers th:nth-child(2){width:14%}
    .offers th.bar{width:23%;min-width:0}.offers th:nth-child(4){width:12%}.offers th:nth-child(5){width:8%}
    .evidence th:first-child{width:44px;min-width:0}
    .evidence th:nth-child(2){width:46%}.evidence th:nth-child(3){width:26%}
    .scroll{overflow-x:auto;max-width:100%}
    .scroll table{width:auto;min-width:60%}
    th button{border:0;padding:0;font-weight:600;font-size:13px;min-height:24px;text-align:inherit;background:none}
    th[aria-sort=ascending] button::after{content:" ↑"}th[aria-sort=descending] button::after{content:" ↓"}
    tr[hidden]{display:none}

    """

  /// Marks of drawings; colours are those of the theme.
  static let drawings: Markup = """
    .band,.part{fill:var(--own)}
    .band{fill-opacity:.34}.chart .band{fill-opacity:.24}.band.endless{fill-opacity:.2}
    .dot{fill:var(--own);stroke:var(--ground);stroke-width:1.5}
    .part{stroke:var(--ground);stroke-width:1}
    .grid{stroke:var(--grid)}.base{stroke:var(--second)}
    .budget{stroke:var(--budget);stroke-width:1.5;stroke-dasharray:5 3}
    .open{stroke:var(--second);stroke-width:1.5;stroke-dasharray:3 3}
    .middle{fill:none;stroke:var(--total);stroke-width:2.5}
    .paid{fill:var(--ground);stroke:var(--text);stroke-width:1.5}
    .chart{margin:0 0 12px}
    .chart svg{display:block;width:100%;height:auto;overflow:visible}
    .chart .wide{max-width:760px}.chart .narrow{display:none;max-width:460px}
    .chart text{font-size:13px;fill:var(--second)}
    .chart .narrow .label{font-size:12px}
    .shade-1{fill-opacity:.72}.shade-2{fill-opacity:.5}
    .chart .label{fill-opacity:1}
    .chart .strong{font-weight:650;fill:var(--text)}
    .chart .label[class*=of-]{fill:var(--own);font-weight:600}
    .chart .budget-word{fill:var(--budget);font-weight:600}
    .key{display:flex;flex-wrap:wrap;gap:4px 24px;font-size:13px;color:var(--second);margin:0 0 12px}
    .key svg{vertical-align:-2px;margin-right:6px}
    @media (forced-colors:active){.band,.part,.dot,.middle{forced-color-adjust:none}}

    """

  /// Under 640 px rows fold: the heading of a column is said in its cell.
  private static let narrow: Markup = """
    @media screen and (max-width:640px){
    .wrap{padding:0 16px 56px}
    section{padding-top:44px}
    .contents ul{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap}
    .chart .wide{display:none}.chart .narrow{display:block}
    .levers{grid-template-columns:1fr}
    .levers li+li{border-left:0;padding-left:0;border-top:1px solid var(--line)}
    .folds,.folds tbody,.folds caption{display:block}
    .folds thead{display:none}
    .folds tr{display:grid;grid-template-columns:1fr auto;gap:2px 12px;padding:10px 0;border-bottom:1px solid var(--line)}
    .folds tr[hidden]{display:none}
    .folds td,.folds th{border:0;padding:0;width:auto!important;min-width:0!important;white-space:normal}
    .folds th{grid-column:1/-1}
    .folds td{grid-column:1/-1}
    .folds td.r{grid-column:auto;text-align:left}
    .folds td.bar{grid-column:1/-1;height:28px;margin:0 6px}
    .folds .row{left:0;width:100%}
    .folds .row .mark{transform:none}
    .folds td:empty{display:none}
    .folds td[data-of]::before{content:attr(data-of) ": ";color:var(--second);font-size:12px}
    .folds .total>*{border:0}
    .folds .planned>*,.folds .planned{background:var(--panel);box-shadow:none}
    .folds .planned{margin:0 -16px;padding:10px 16px}
    .planned>:first-child,.planned>:last-child{box-shadow:none}
    .evidence thead{display:block}
    .evidence thead tr{display:flex;flex-wrap:wrap;gap:4px 16px;padding:0 0 4px}
    .evidence thead th{width:auto}
    .facts div{grid-template-columns:1fr}}

    """

  /// A4.
  private static let paper: Markup = """
    @page{size:A4;margin:14mm}
    @media print{
    body{font-size:10pt}
    .contents,.skip,.tools,#theme{display:none!important}
    .wrap{padding:0;max-width:none}main{max-width:none}
    section{padding-top:20px}
    h1{font-size:21pt;max-width:none;margin-top:8px}h2{font-size:14pt}#levers h2{font-size:13pt}h3{font-size:11pt}
    .lede{font-size:11.5pt}
    table,.note,.levers p,p,li{font-size:9pt}
    .lede{font-size:11.5pt}
    th,td{padding:4px 8px 4px 0}
    .big,.amount{font-size:15pt}
    .levers{grid-template-columns:repeat(3,1fr)}
    h2,h3,caption,.topic,.key{break-after:avoid}
    tr,.levers li,.chart{break-inside:avoid}
    thead{display:table-header-group}
    td.bar,th.bar{width:26%}
    .chart .wide{max-width:620px}
    .badge{font-size:8.7pt}
    .sub,.unit,thead th,caption,.key{font-size:8.7pt}
    .ref{min-width:0;min-height:0;line-height:inherit}
    a{color:inherit;text-decoration:none}
    .evidence a[href^=http]::after{content:" (" attr(href) ")";color:var(--second)}
    details::details-content{content-visibility:visible;display:block;height:auto}
    summary{color:var(--second);list-style:none}
    tr[hidden]{display:table-row}
    .scroll{overflow:visible}
    *{print-color-adjust:exact}}

    """
}
