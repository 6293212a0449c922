// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/archive.h"
#include "models/bundle/bundle.h"
#include "models/bundle/filehash.h"
#include "models/bundle/recordingredaction.h"
#include "models/store/reader.h"
#include "models/store/slice.h"
#include "models/store/writer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

// Gone with this.
class Scratch
{
public:
    explicit Scratch(std::string path)
        : m_path(std::move(path))
    {
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { store::discardRecording(m_path); }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

telemetry::TimelineEntry entryOf(const Request& request, const Manifest& manifest)
{
    telemetry::TimelineEntry entry;
    entry.time = entry.recorded = request.now;
    entry.kind = "recording";
    entry.actor = request.madeBy;
    entry.subject = manifest.incident ? manifest.incident->id : std::string();
    entry.text = std::string(manifest.isPart ? "A part of a longer recording" : "A whole recording")
        + " was put into a bundle" + (manifest.redaction ? ", redacted" : "");
    const QJsonObject payload{
        {u"what"_s, u"bundled"_s},
        {u"is_part"_s, manifest.isPart},
        {u"is_redacted"_s, manifest.redaction.has_value()},
        {u"original_entries"_s, qint64{manifest.originalEntries}},
        {u"original_last_hash"_s, QString::fromStdString(manifest.originalLastHash)}};
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

Result<void> appendEntry(const std::string& path, const Request& request, Manifest& manifest)
{
    const auto writer = store::Writer::open(path);
    if (!writer)
        return tl::make_unexpected(writer.error());
    const auto entry = (*writer)->append(entryOf(request, manifest));
    if (!entry)
        return tl::make_unexpected(entry.error());
    manifest.entries = entry->sequence;
    manifest.lastHash = entry->hash;
    return (*writer)->commit();
}

Result<void> checkChain(const std::string& path)
{
    const auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto report = (*reader)->verify();
    if (!report)
        return tl::make_unexpected(report.error());
    if (report->firstBroken)
        return failure(ErrorKind::Refused,
                       "The timeline of the recording does not hold (entry "
                           + std::to_string(*report->firstBroken) + ": " + report->problem
                           + "). No bundle was made of it.");
    return {};
}

Result<std::vector<Document>> documentsOf(const Request& request, const std::string& recording)
{
    if (!request.documents)
        return std::vector<Document>();
    auto documents = request.documents(recording);
    if (!documents)
        return documents;
    for (const Document& document : *documents) {
        if (std::ranges::find(kDocumentNames, document.name) == std::end(kDocumentNames)
            || static_cast<std::int64_t>(document.bytes.size()) > kMostDocument)
            return failure(ErrorKind::Usage, document.name + " cannot be a part of a bundle.");
    }
    return documents;
}

Result<Made> pack(const Request& request, Manifest& manifest, const std::string& recording,
                  const std::vector<Document>& documents)
{
    const auto hashed = hashFile(recording);
    if (!hashed)
        return tl::make_unexpected(hashed.error());
    for (const Document& document : documents)
        manifest.members.push_back({.name = document.name,
                                    .size = static_cast<std::int64_t>(document.bytes.size()),
                                    .sha256 = sha256(document.bytes)});
    manifest.members.push_back(
        {.name = kRecordingName, .size = hashed->size, .sha256 = hashed->sha256});
    if (request.key != nullptr)
        manifest.signer = request.key->publicKey();
    const std::string text = toJson(manifest);
    Signature signature;
    if (request.key != nullptr)
        signature = {.publicKey = manifest.signer,
                     .signature = request.key->sign(signedText(text))};

    const auto archive = ArchiveWriter::create(request.out);
    if (!archive)
        return tl::make_unexpected(archive.error());
    auto done = (*archive)->add(kManifestName, text);
    if (done)
        done = (*archive)->add(kSignatureName, toJson(signature));
    for (const Document& document : documents) {
        if (done)
            done = (*archive)->add(document.name, document.bytes);
    }
    if (done)
        done = (*archive)->addFile(kRecordingName, recording, hashed->size);
    if (!done)
        return tl::make_unexpected(done.error());
    const auto bytes = (*archive)->finish();
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    return Made{.manifest = manifest, .bytes = *bytes};
}

} // namespace

Result<Made> make(const Request& request)
{
    const Scratch cut(request.out + ".cut");
    const Scratch clean(request.out + ".clean");
    const auto report = store::slice(request.recording, cut.path(), request.range, request.goesOn);
    if (!report)
        return tl::make_unexpected(report.error());
    if (const auto checked = checkChain(cut.path()); !checked)
        return tl::make_unexpected(checked.error());
    Manifest manifest{.product = request.product,
                      .madeAt = request.now,
                      .madeBy = request.madeBy,
                      .incident = request.incident,
                      .schema = 0,
                      .range = report->range,
                      .isPart = report->isCut,
                      .spans = report->spans,
                      .spansOfWhole = report->spansOfWhole,
                      .entries = 0,
                      .lastHash = {},
                      .originalEntries = report->entries,
                      .originalLastHash = report->lastHash,
                      .isRebuilt = false,
                      .redaction = std::nullopt,
                      .signer = {},
                      .members = {}};
    if (request.redactor) {
        auto redacted = redactRecording(cut.path(), *request.redactor);
        if (!redacted)
            return tl::make_unexpected(redacted.error());
        manifest.isRebuilt = redacted->isChainRebuilt;
        manifest.redaction = Manifest::Redaction{.rules = request.redactor->ruleIds(),
                                                 .takenOut = redacted->takenOut};
        std::vector<telemetry::Redaction> counts;
        if (manifest.incident)
            request.redactor->redact(manifest.incident->title, {}, counts);
        request.redactor->redact(manifest.madeBy, {}, counts);
    }
    if (const auto appended = appendEntry(cut.path(), request, manifest); !appended)
        return tl::make_unexpected(appended.error());
    // What was overwritten is left on no free page.
    if (request.redactor) {
        if (const auto written = writeCompact(cut.path(), clean.path()); !written)
            return tl::make_unexpected(written.error());
    }
    const std::string& recording = request.redactor ? clean.path() : cut.path();
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto info = (*reader)->info();
    if (!info)
        return tl::make_unexpected(info.error());
    manifest.schema = info->schema;
    const auto documents = documentsOf(request, recording);
    if (!documents)
        return tl::make_unexpected(documents.error());
    return pack(request, manifest, recording, *documents);
}

} // namespace bundle
