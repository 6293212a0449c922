// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/traininghistory.h"

#include "models/practice/jsontext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;

constexpr qint64 kLargestHistory = qint64{16} << 20; // bytes

// As text: a number of JSON would lose digits.
QString nanosText(telemetry::Timestamp time)
{
    return QString::number(telemetry::toUnixNanos(time));
}

QJsonValue durationValue(const std::optional<telemetry::Duration>& duration)
{
    return duration ? QJsonValue(static_cast<qint64>(duration->count())) : QJsonValue();
}

std::optional<telemetry::Duration> durationFrom(const QJsonValue& value)
{
    if (!value.isDouble())
        return std::nullopt;
    return telemetry::Duration(value.toInteger());
}

std::optional<telemetry::Timestamp> timeFrom(const QJsonValue& value)
{
    bool isNumber = false;
    const qlonglong nanos = value.toString().toLongLong(&isNumber);
    return isNumber ? std::optional(telemetry::fromUnixNanos(nanos)) : std::nullopt;
}

telemetry::Result<void> refused(const std::string& path, const QString& why)
{
    return failure(ErrorKind::Refused,
                   "The run is not kept in " + path + ": " + why.toStdString() + ".");
}

// A line that was broken off must not spoil the next one.
bool endsWithinLine(int handle, off_t size)
{
    char last = '\n';
    return size > 0 && ::pread(handle, &last, 1, size - 1) == 1 && last != '\n';
}

} // namespace

TrainingRun trainingRunOf(const Scorecard& card, const Training& training,
                          const std::string& recording)
{
    TrainingRun run;
    run.recording = recording;
    run.setup = training.setup;
    run.who = training.who;
    run.started = training.started;
    run.ended = training.ended.value_or(training.started);
    run.detected = card.after(card.detected);
    run.acknowledged = card.after(card.acknowledged);
    run.named = card.after(card.named);
    run.naming = card.naming ? toString(*card.naming) : "";
    run.mitigated = card.after(card.mitigated);
    run.recovered = card.after(card.recovered);
    if (card.unknownLevers() == 0)
        run.wrongLevers = card.wrongLevers();
    run.hints = static_cast<int>(training.hints.size());
    if (card.isExposureCounted)
        run.answers = card.exposure.answers;
    if (card.isExposureCounted && card.exposure.judged > 0)
        run.wrong = card.exposure.wrong;
    return run;
}

std::string trainingLine(const TrainingRun& run)
{
    const QJsonObject line{
        {u"training_run"_s, 1},
        {u"recording"_s, text(run.recording)},
        {u"scenario"_s, text(run.setup.scenario)},
        {u"seed"_s, QString::number(run.setup.seed)},
        {u"speed"_s, run.setup.speed},
        {u"mixed"_s, run.setup.isMixed},
        {u"who"_s, text(run.who)},
        {u"started_ns"_s, nanosText(run.started)},
        {u"ended_ns"_s, nanosText(run.ended)},
        {u"detected_after_ns"_s, durationValue(run.detected)},
        {u"acknowledged_after_ns"_s, durationValue(run.acknowledged)},
        {u"named_after_ns"_s, durationValue(run.named)},
        {u"naming"_s, run.naming.empty() ? QJsonValue() : QJsonValue(text(run.naming))},
        {u"mitigated_after_ns"_s, durationValue(run.mitigated)},
        {u"recovered_after_ns"_s, durationValue(run.recovered)},
        {u"wrong_levers"_s, run.wrongLevers ? QJsonValue(*run.wrongLevers) : QJsonValue()},
        {u"hints"_s, run.hints},
        {u"answers"_s, run.answers ? QJsonValue(static_cast<qint64>(*run.answers)) : QJsonValue()},
        {u"wrong_answers"_s,
         run.wrong ? QJsonValue(static_cast<qint64>(*run.wrong)) : QJsonValue()}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact).toStdString();
}

telemetry::Result<TrainingRun> trainingRunFrom(std::string_view line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray(line.data(), static_cast<qsizetype>(line.size())), &error);
    if (!document.isObject())
        return failure(ErrorKind::Unreadable,
                       error.error == QJsonParseError::NoError ? std::string("it is no JSON object")
                                                               : error.errorString().toStdString());
    const QJsonObject from = document.object();
    if (from[u"training_run"_s].toInt() != 1)
        return failure(ErrorKind::Unreadable, "it is no run of a drill that is known here");
    const auto started = timeFrom(from[u"started_ns"_s]);
    const auto ended = timeFrom(from[u"ended_ns"_s]);
    TrainingRun run;
    run.setup.scenario = text(from[u"scenario"_s]);
    if (!started || !ended || run.setup.scenario.empty())
        return failure(ErrorKind::Unreadable, "it does not say of which drill it is, and when");
    run.recording = text(from[u"recording"_s]);
    run.setup.seed = from[u"seed"_s].toString().toULongLong();
    run.setup.speed = from[u"speed"_s].toDouble(1);
    run.setup.isMixed = from[u"mixed"_s].toBool();
    run.who = text(from[u"who"_s]);
    run.started = *started;
    run.ended = *ended;
    run.detected = durationFrom(from[u"detected_after_ns"_s]);
    run.acknowledged = durationFrom(from[u"acknowledged_after_ns"_s]);
    run.named = durationFrom(from[u"named_after_ns"_s]);
    run.naming = text(from[u"naming"_s]);
    run.mitigated = durationFrom(from[u"mitigated_after_ns"_s]);
    run.recovered = durationFrom(from[u"recovered_after_ns"_s]);
    if (from[u"wrong_levers"_s].isDouble())
        run.wrongLevers = from[u"wrong_levers"_s].toInt();
    run.hints = from[u"hints"_s].toInt();
    if (from[u"answers"_s].isDouble())
        run.answers = from[u"answers"_s].toInteger();
    if (from[u"wrong_answers"_s].isDouble())
        run.wrong = from[u"wrong_answers"_s].toInteger();
    return run;
}

telemetry::Result<TrainingHistory> readTrainingHistory(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.exists())
        return TrainingHistory{};
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable,
                       path + ": "
                           + (file.error() == QFileDevice::NoError
                                  ? std::string("it is no file")
                                  : file.errorString().toStdString())
                           + ".");
    if (file.size() > kLargestHistory)
        return failure(ErrorKind::Unreadable, path + " is larger than 16 MiB: no runs of drills.");
    TrainingHistory history;
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        auto run = trainingRunFrom({line.data(), static_cast<std::size_t>(line.size())});
        if (run)
            history.runs.push_back(std::move(*run));
        else
            history.broken.push_back({.line = number, .why = run.error().message});
    }
    return history;
}

telemetry::Result<void> appendTrainingRun(const std::string& path, const TrainingRun& run)
{
    const QFileInfo place(QString::fromStdString(path));
    if (!place.dir().mkpath(u"."_s))
        return refused(path, u"its folder cannot be made"_s);
    const int handle = ::open(QFile::encodeName(place.filePath()).constData(),
                              O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                              S_IRUSR | S_IWUSR);
    if (handle < 0)
        return refused(path, QString::fromLocal8Bit(std::strerror(errno)));
    QFile file;
    struct stat status = {};
    if (!file.open(handle, QIODevice::ReadWrite | QIODevice::Append, QFileDevice::AutoCloseHandle)
        || ::fstat(handle, &status) != 0 || !S_ISREG(status.st_mode))
        return refused(path, u"it is no file"_s);
    // One that others could read was not made here; what is added to it is for the owner alone.
    if (::fchmod(handle, S_IRUSR | S_IWUSR) != 0)
        return refused(path, QString::fromLocal8Bit(std::strerror(errno)));
    QByteArray line = QByteArray::fromStdString(trainingLine(run)) + '\n';
    if (endsWithinLine(handle, status.st_size))
        line.prepend('\n');
    if (file.write(line) != line.size() || !file.flush())
        return refused(path, file.errorString());
    if (::fsync(handle) != 0)
        return refused(path, QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

std::vector<TrainingRun> earlierRuns(const TrainingHistory& history, const TrainingRun& run)
{
    std::vector<TrainingRun> runs;
    for (const TrainingRun& each : history.runs) {
        if (each.setup.scenario == run.setup.scenario && each.who == run.who
            && each.started < run.started)
            runs.push_back(each);
    }
    std::ranges::stable_sort(runs, std::greater<>(), &TrainingRun::started);
    return runs;
}

} // namespace practice
