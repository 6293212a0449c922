// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchpage.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr double kPlotLeft = 380; // where names end, in units of the SVG
constexpr double kPlotRight = 940;
constexpr double kPlotRow = 26;
constexpr double kPlotHead = 30; // above the rows, for the numbers of the scale

// Colours by what the page tells of itself, so that both themes can be read.
constexpr const char* kPageStyle = R"css(
:root { color-scheme: light dark; --ink: #1c1f24; --soft: #5a6270; --line: #d5d9e0; --page: #ffffff; --ours: #1f5fbf; --aim: #8a5a00; --good: #116b3a; --bad: #a8201a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a4acb8; --line: #3a404b; --page: #16181c; --ours: #7fb0ff; --aim: #e6b35a; --good: #6fd39b; --bad: #ff8f86; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } p { color: var(--soft); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.met { color: var(--good); } .missed { color: var(--bad); } small { color: var(--soft); }
svg { width: 100%; height: auto; margin-top: .8rem; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
)css";

QString escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString spreadText(const std::optional<Measured>& measured)
{
    if (!measured)
        return u"-"_s;
    if (measured->least == measured->most)
        return figureText(measured->median);
    return u"%1 <small>(%2 to %3)</small>"_s.arg(
        figureText(measured->median), figureText(measured->least), figureText(measured->most));
}

QString aimCell(const BenchFigure& figure)
{
    if (!figure.aim)
        return {};
    const QString bound =
        u"%1 %2%3"_s.arg(figure.isMoreBetter ? u"≥"_s : u"≤"_s, figureText(figure.aim->bound),
                         figure.aim->isOfRatio ? u" of the anchor"_s : QString());
    const auto met = isMet(figure);
    return !met ? bound + u" <small>not told</small>"_s
        : *met  ? bound + u" <span class=\"met\">met</span>"_s
                : bound + u" <span class=\"missed\">missed</span>"_s;
}

QString tableRow(const BenchFigure& figure)
{
    QString row = u"<tr><td>%1<br><small>%2</small></td>"_s.arg(
        escaped(figure.name),
        escaped(figure.unit + (figure.isMoreBetter ? ", more is better" : "")));
    if (!figure.figure)
        return row + u"<td colspan=\"4\">%1</td></tr>"_s.arg(escaped(figure.note));
    row += u"<td class=\"n\">%1</td>"_s.arg(spreadText(figure.figure));
    row += u"<td class=\"n\">%1<br><small>%2</small></td>"_s.arg(
        spreadText(figure.anchorFigure),
        escaped(figure.note.empty() ? figure.anchor : figure.note));
    row +=
        u"<td class=\"n\">%1</td><td>%2</td></tr>"_s.arg(spreadText(figure.ratio), aimCell(figure));
    return row;
}

// A scale of ratios that has 1, and all that is given, within it; by powers of ten.
class RatioScale
{
public:
    explicit RatioScale(const std::vector<const BenchFigure*>& figures)
    {
        for (const BenchFigure* figure : figures) {
            include(figure->ratio->least);
            include(figure->ratio->most);
            if (figure->aim && figure->aim->isOfRatio)
                include(figure->aim->bound);
        }
    }

    double x(double ratio) const
    {
        const double share =
            (std::log10(std::max(ratio, 1e-9)) - m_first) / static_cast<double>(m_last - m_first);
        return kPlotLeft + share * (kPlotRight - kPlotLeft);
    }
    int first() const { return m_first; } // exponents of ten
    int last() const { return m_last; }

private:
    void include(double ratio)
    {
        if (!(ratio > 0) || !std::isfinite(ratio))
            return;
        m_first = std::max(-9, std::min(m_first, static_cast<int>(std::floor(std::log10(ratio)))));
        m_last = std::min(9, std::max(m_last, static_cast<int>(std::ceil(std::log10(ratio)))));
    }

    int m_first = -1;
    int m_last = 1;
};

QString coordinate(double value)
{
    return QString::number(value, 'f', 1);
}

QString lineOf(double x1, double y1, double x2, double y2, const QString& colour, double width)
{
    return u"<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"var(--%5)\" stroke-width=\"%6\"/>"_s
        .arg(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2), colour,
             coordinate(width));
}

QString plotRow(const BenchFigure& figure, const RatioScale& scale, double y)
{
    QString row = u"<text x=\"%1\" y=\"%2\" text-anchor=\"end\">%3</text>"_s.arg(
        coordinate(kPlotLeft - 12), coordinate(y + 4), escaped(figure.name));
    row += lineOf(scale.x(figure.ratio->least), y, scale.x(figure.ratio->most), y, u"ours"_s, 3);
    row += u"<circle cx=\"%1\" cy=\"%2\" r=\"5\" fill=\"var(--ours)\"/>"_s.arg(
        coordinate(scale.x(figure.ratio->median)), coordinate(y));
    if (figure.aim && figure.aim->isOfRatio) {
        const double x = scale.x(figure.aim->bound);
        row += lineOf(x, y - 9, x, y + 9, u"aim"_s, 2.5);
    }
    return row;
}

// Empty where no row has a ratio.
QString plotOf(const std::string& bench, const std::vector<const BenchFigure*>& rows)
{
    std::vector<const BenchFigure*> plotted;
    for (const BenchFigure* row : rows) {
        if (row->ratio && row->ratio->median > 0)
            plotted.push_back(row);
    }
    if (plotted.empty())
        return {};
    const RatioScale scale(plotted);
    const double height = kPlotHead + kPlotRow * static_cast<double>(plotted.size()) + 8;
    QString svg =
        u"<svg viewBox=\"0 0 960 %1\" role=\"img\" aria-label=\"%2: ratios to the anchors\">"_s.arg(
            coordinate(height), escaped(bench));
    for (int exponent = scale.first(); exponent <= scale.last(); ++exponent) {
        const double x = scale.x(std::pow(10.0, exponent));
        svg += lineOf(x, kPlotHead - 8, x, height, exponent == 0 ? u"soft"_s : u"line"_s, 1);
        svg += u"<text class=\"soft\" x=\"%1\" y=\"14\" text-anchor=\"middle\">%2</text>"_s.arg(
            coordinate(x), figureText(std::pow(10.0, exponent)));
    }
    double y = kPlotHead + kPlotRow / 2;
    for (const BenchFigure* row : plotted) {
        svg += plotRow(*row, scale, y);
        y += kPlotRow;
    }
    return svg + u"</svg>\n"_s;
}

} // namespace

QString figureText(double value)
{
    if (!std::isfinite(value))
        return u"-"_s;
    return std::abs(value) >= 1000 ? QString::number(value, 'f', 0)
                                   : QString::number(value, 'g', 4);
}

QString benchPage(const BenchDocument& document)
{
    using Group = std::pair<std::string, std::vector<const BenchFigure*>>;
    std::vector<Group> groups;
    for (const BenchFigure& figure : document.figures) {
        auto group = std::ranges::find_if(
            groups, [&figure](const auto& one) { return one.first == figure.bench; });
        if (group == groups.end())
            group = groups.insert(groups.end(), Group(figure.bench, {}));
        group->second.push_back(&figure);
    }
    QString page = u"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                   u"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                   u"<title>Plumbline: benchmarks</title><style>%1</style></head><body>\n"
                   u"<h1>Plumbline: benchmarks</h1>\n"_s.arg(QString::fromUtf8(kPageStyle));
    page +=
        u"<p>%1%2. Each figure beside its anchor, measured in the same run: median (least to "
        u"most). In the plots a dot is the ratio to the anchor, the bar behind it the spread of "
        u"the rounds, and an upright stroke the aim; the line at 1 is the anchor.</p>\n"_s.arg(
            document.machine.toHtmlEscaped(),
            document.isQuick ? u"; a quick run, of small sizes"_s : QString());
    for (const auto& [bench, rows] : groups) {
        page += u"<h2>%1</h2>\n<table><tr><th>What</th><th class=\"n\">Figure</th>"
                u"<th class=\"n\">Anchor</th><th class=\"n\">Ratio</th><th>Aim</th></tr>\n"_s.arg(
                    escaped(bench));
        for (const BenchFigure* row : rows)
            page += tableRow(*row) + u'\n';
        page += u"</table>\n"_s + plotOf(bench, rows);
    }
    return page + u"</body></html>\n"_s;
}

} // namespace bench
