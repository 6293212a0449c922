// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/driftdata.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using telemetry::ErrorKind;

telemetry::Result<void> readRows(DriftStream& stream, QFile& file)
{
    const auto refuse = [&file](int line, const char* what) {
        return telemetry::failure(ErrorKind::Unreadable,
                                  file.fileName().toStdString() + ":" + std::to_string(line) + ": "
                                      + what);
    };
    const QList<QByteArray> header = file.readLine().trimmed().split(',');
    const qsizetype time = header.indexOf("t_s");
    const qsizetype value = header.indexOf("value");
    const qsizetype load = header.indexOf("load");
    const qsizetype segment = header.indexOf("segment");
    if (time < 0 || value < 0)
        return refuse(1, "the header must name the columns t_s and value");
    for (int line = 2; !file.atEnd(); ++line) {
        const QList<QByteArray> fields = file.readLine().trimmed().split(',');
        if (fields.size() < header.size())
            return refuse(line, "too few fields");
        bool isNumber = false;
        StreamRow row;
        row.value = fields[value].toDouble(&isNumber);
        row.time = fields[time].toDouble();
        if (!isNumber || row.value < 0 || row.value > 1)
            return refuse(line, "value is no number between 0 and 1");
        if (load >= 0)
            row.load = fields[load].toDouble();
        if (segment >= 0)
            row.segment = fields[segment].toStdString();
        stream.rows.push_back(std::move(row));
    }
    return {};
}

} // namespace

telemetry::Result<std::vector<DriftStream>> readDriftStreams(const std::string& folder)
{
    const QDir directory(QString::fromStdString(folder));
    QFile truth(directory.filePath(u"truth.json"_s));
    if (!truth.open(QIODevice::ReadOnly))
        return telemetry::failure(ErrorKind::Unreadable,
                                  folder + ": there is no truth.json that can be read");
    const QJsonObject files = QJsonDocument::fromJson(truth.readAll()).object();
    std::vector<DriftStream> streams;
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QJsonObject about = it.value().toObject();
        DriftStream stream;
        stream.scenario = about[u"scenario"_s].toString().toStdString();
        stream.isFlag = about[u"kind"_s].toString() == u"flag"_s;
        if (about[u"change_index"_s].isDouble())
            stream.change = about[u"change_index"_s].toInteger();
        if (!about[u"segment"_s].isUndefined())
            stream.segment = about[u"segment"_s].toVariant().toString().toStdString();
        QFile file(directory.filePath(it.key()));
        if (!file.open(QIODevice::ReadOnly))
            return telemetry::failure(ErrorKind::Unreadable,
                                      file.fileName().toStdString() + ": cannot be opened");
        if (const auto read = readRows(stream, file); !read)
            return tl::make_unexpected(read.error());
        if (stream.change && !stream.rows.empty())
            stream.driver = stream.rows.front().load ? "load"
                : stream.segment.empty()             ? ""
                                                     : "segment";
        streams.push_back(std::move(stream));
    }
    return streams;
}

} // namespace bench
