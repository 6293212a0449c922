// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchdocument.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>
#include <QThread>
#include <QtGlobal>

#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr int kBenchFormat = 1;
constexpr qint64 kLongestDocument = 16 * 1024 * 1024; // bytes

tl::unexpected<telemetry::Error> unreadable(const QString& path, const QString& why)
{
    return telemetry::failure(telemetry::ErrorKind::Unreadable,
                              path.toStdString() + ": " + why.toStdString());
}

} // namespace

QString machineText()
{
    return u"%1, %2 %3, %4 processors, Qt %5"_s.arg(
        QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::currentCpuArchitecture(),
        QString::number(QThread::idealThreadCount()), QString::fromLatin1(qVersion()));
}

QJsonObject documentJson(const BenchDocument& document)
{
    QJsonArray figures;
    for (const BenchFigure& figure : document.figures)
        figures.append(figureJson(figure));
    return {{u"bench"_s, u"all"_s},
            {u"format"_s, kBenchFormat},
            {u"quick"_s, document.isQuick},
            {u"machine"_s, document.machine},
            {u"figures"_s, figures}};
}

telemetry::Result<BenchDocument> readBenchDocument(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    if (file.size() > kLongestDocument)
        return unreadable(path, u"it is too long to be figures of the benchmarks."_s);
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return unreadable(path, problem.errorString());
    if (object[u"format"_s].toInt() != kBenchFormat || !object[u"figures"_s].isArray())
        return unreadable(path, u"it is not what \"plumbline bench all --json\" prints."_s);
    BenchDocument document{.isQuick = object[u"quick"_s].toBool(),
                           .machine = object[u"machine"_s].toString(),
                           .figures = {}};
    for (const auto& value : object[u"figures"_s].toArray()) {
        auto figure = figureFromJson(value.toObject());
        if (!figure)
            return unreadable(path, u"a figure in it has no benchmark or no name."_s);
        document.figures.push_back(std::move(*figure));
    }
    return document;
}

} // namespace bench
