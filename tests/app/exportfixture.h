// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/tracesnapshot.h"
#include "tests/models/store/storefixture.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// What tests of exports and of pictures share: one trace, recorded or only in memory, and files.
namespace exporttest {

// Taken out by a shipped rule.
inline constexpr auto kSecret = "AKIAZ7QX3MNP5RTUVW2B";

class Folder
{
public:
    QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

inline void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the test cannot write its own file");
}

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline telemetry::TraceId theTrace()
{
    return storetest::chatSpan(1, 0).trace;
}

// A root, and spans in it a second apart, which overlap.
inline std::vector<otlp::OutgoingSpan> spansOf(int calls)
{
    std::vector<otlp::OutgoingSpan> spans{storetest::chatSpan(1, 0)};
    for (int i = 0; i < calls; ++i) {
        spans.push_back(storetest::chatSpan(static_cast<std::uint64_t>(i) + 2, 1 + i));
        spans.back().trace = spans.front().trace;
        spans.back().parent = spans.front().id;
    }
    spans.front().end = spans.back().end;
    return spans;
}

inline void record(const storetest::Recording& recording,
                   const std::vector<otlp::OutgoingSpan>& spans)
{
    const auto writer = recording.writer();
    if (!writer->append(storetest::spansBatch(spans, 1)))
        qFatal("the test cannot record");
}

// The same, each with a secret that somebody recorded unredacted.
inline void recordSecrets(const storetest::Recording& recording, int calls)
{
    std::vector<otlp::OutgoingSpan> spans = spansOf(calls);
    spans.front().name = std::string("agent ") + kSecret;
    for (std::size_t i = 1; i < spans.size(); ++i)
        spans[i].attributes.emplace_back("note", std::string("the key is ") + kSecret);
    record(recording, spans);
}

inline items::TraceSnapshot snapshotOf(int steps)
{
    std::vector<store::SpanRow> spans;
    for (int i = 0; i < steps; ++i) {
        store::SpanRow row;
        row.trace = theTrace();
        row.span = static_cast<telemetry::SpanId>(i + 1);
        row.parent = static_cast<telemetry::SpanId>(i == 0 ? 0 : 1);
        row.name = "step " + std::to_string(i);
        row.service = "bot";
        row.isFailed = i % 7 == 3;
        row.start = storetest::at(i);
        row.end = storetest::at(i == 0 ? steps : i + 3);
        spans.push_back(std::move(row));
    }
    items::TraceSnapshot snapshot;
    snapshot.tree = std::make_shared<const trace::SpanTree>(std::move(spans));
    return snapshot;
}

} // namespace exporttest
