// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchfigure.h"

#include "app/bench/measuredjson.h"

#include <QString>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

struct RowRounds
{
    BenchFigure row;
    std::vector<Measured> figures;
    std::vector<Measured> anchors;
    std::vector<Measured> ratios;
};

std::optional<Measured> ofRuns(const std::vector<Measured>& runs)
{
    if (runs.empty())
        return {};
    if (runs.size() == 1)
        return runs.front();
    std::vector<double> medians;
    for (const Measured& run : runs)
        medians.push_back(run.median);
    return measuredOf(std::move(medians));
}

std::optional<Measured> measuredFrom(const QJsonValue& value)
{
    const QJsonObject object = value.toObject();
    const auto median = object[u"median"_s];
    const auto least = object[u"min"_s];
    const auto most = object[u"max"_s];
    if (!median.isDouble() || !least.isDouble() || !most.isDouble())
        return {};
    return Measured{
        .median = median.toDouble(), .least = least.toDouble(), .most = most.toDouble()};
}

void putMeasured(QJsonObject& object, const QString& key, const std::optional<Measured>& measured)
{
    if (measured)
        object[key] = measuredJson(*measured);
}

} // namespace

std::optional<bool> isMet(const BenchFigure& figure)
{
    if (!figure.aim)
        return {};
    const std::optional<Measured>& judged = figure.aim->isOfRatio ? figure.ratio : figure.figure;
    if (!judged || !std::isfinite(judged->median))
        return {};
    return figure.isMoreBetter ? judged->median >= figure.aim->bound
                               : judged->median <= figure.aim->bound;
}

std::vector<BenchFigure> mergedRuns(const std::vector<std::vector<BenchFigure>>& runs)
{
    std::vector<RowRounds> rows;
    for (const auto& run : runs) {
        for (const BenchFigure& figure : run) {
            auto row = std::ranges::find_if(rows, [&](const RowRounds& one) {
                return one.row.bench == figure.bench && one.row.name == figure.name;
            });
            if (row == rows.end())
                row = rows.insert(
                    rows.end(),
                    RowRounds{.row = figure, .figures = {}, .anchors = {}, .ratios = {}});
            if (figure.figure)
                row->figures.push_back(*figure.figure);
            if (figure.anchorFigure)
                row->anchors.push_back(*figure.anchorFigure);
            if (figure.ratio)
                row->ratios.push_back(*figure.ratio);
            row->row.note = figure.note;
        }
    }
    std::vector<BenchFigure> merged;
    for (RowRounds& row : rows) {
        row.row.figure = ofRuns(row.figures);
        row.row.anchorFigure = ofRuns(row.anchors);
        row.row.ratio = ofRuns(row.ratios);
        merged.push_back(std::move(row.row));
    }
    return merged;
}

QJsonObject figureJson(const BenchFigure& figure)
{
    QJsonObject object{{u"bench"_s, QString::fromStdString(figure.bench)},
                       {u"name"_s, QString::fromStdString(figure.name)},
                       {u"unit"_s, QString::fromStdString(figure.unit)},
                       {u"better"_s, figure.isMoreBetter ? u"more"_s : u"less"_s},
                       {u"steady"_s, figure.isSteady}};
    putMeasured(object, u"figure"_s, figure.figure);
    if (!figure.anchor.empty())
        object[u"anchor"_s] = QString::fromStdString(figure.anchor);
    putMeasured(object, u"anchor_figure"_s, figure.anchorFigure);
    putMeasured(object, u"ratio"_s, figure.ratio);
    if (figure.aim) {
        object[u"aim"_s] = QJsonObject{
            {u"bound"_s, figure.aim->bound},
            {u"of"_s, figure.aim->isOfRatio ? u"ratio"_s : u"figure"_s},
        };
        const auto met = isMet(figure);
        object[u"met"_s] = met ? QJsonValue(*met) : QJsonValue();
    }
    if (!figure.note.empty())
        object[u"note"_s] = QString::fromStdString(figure.note);
    return object;
}

std::optional<BenchFigure> figureFromJson(const QJsonObject& object)
{
    const auto text = [&object](const QString& key) {
        return object[key].toString().toStdString();
    };
    BenchFigure figure;
    figure.bench = text(u"bench"_s);
    figure.name = text(u"name"_s);
    if (figure.bench.empty() || figure.name.empty())
        return {};
    figure.unit = text(u"unit"_s);
    figure.isMoreBetter = object[u"better"_s].toString() == u"more"_s;
    figure.isSteady = object[u"steady"_s].toBool();
    figure.figure = measuredFrom(object[u"figure"_s]);
    figure.anchor = text(u"anchor"_s);
    figure.anchorFigure = measuredFrom(object[u"anchor_figure"_s]);
    figure.ratio = measuredFrom(object[u"ratio"_s]);
    if (const QJsonObject aim = object[u"aim"_s].toObject(); aim[u"bound"_s].isDouble())
        figure.aim = BenchAim{.bound = aim[u"bound"_s].toDouble(),
                              .isOfRatio = aim[u"of"_s].toString() == u"ratio"_s};
    figure.note = text(u"note"_s);
    return figure;
}

} // namespace bench
