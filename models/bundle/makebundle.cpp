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
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

// A folder beside the bundle, for its owner only, for what it is made from. It is ours alone, and
// gone with this.
class Scratch
{
public:
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch()
    {
        std::error_code ignored;
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, ignored);
    }
    Result<void> make(const std::string& out)
    {
        std::string name = out + ".making-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr)
            return failure(ErrorKind::Refused,
                           name + " cannot be made: " + std::strerror(errno) + ".");
        m_path = name;
        return {};
    }
    std::string file(const char* name) const { return m_path + "/" + name; }

private:
    std::string m_path;
};

telemetry::TimelineEntry entryOf(const Request& request, const Manifest& manifest)
{
    telemetry::TimelineEntry entry;
    entry.time = entry.recorded = request.now;
    entry.kind = "recording";
    entry.actor = manifest.madeBy;
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

Result<std::vector<Document>> documentsOf(const Request& request, const std::string& recording,
                                          const Manifest& manifest)
{
    if (!request.documents)
        return std::vector<Document>();
    auto documents = request.documents(recording, manifest);
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
    const auto hashed = hashFile(recording, request.goesOn);
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
        done = (*archive)->addFile(kRecordingName, recording, hashed->size, request.goesOn);
    if (!done)
        return tl::make_unexpected(done.error());
    if (request.goesOn && !request.goesOn())
        return tl::make_unexpected(brokenOff());
    const auto bytes = (*archive)->finish();
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    return Made{.manifest = manifest, .bytes = *bytes};
}

} // namespace

Result<Made> make(const Request& request)
{
    const auto hasEnded = [&request] { return request.goesOn && !request.goesOn(); };
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(request.out, error)))
        return failure(ErrorKind::Usage, request.out + " is there already. Name a new file.");
    Scratch scratch;
    if (const auto made = scratch.make(request.out); !made)
        return tl::make_unexpected(made.error());
    const std::string cut = scratch.file("cut");
    const auto report = store::slice(request.recording, cut, request.range, request.goesOn);
    if (!report)
        return tl::make_unexpected(report.error());
    if (const auto checked = checkChain(cut); !checked)
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
        auto redacted = redactRecording(cut, *request.redactor, request.goesOn);
        if (!redacted)
            return tl::make_unexpected(redacted.error());
        // What stands beside the recording tells as little as it, and in the same words.
        TextRules& texts = redacted->texts;
        PersonNames& persons = redacted->persons;
        persons.addPerson(manifest.madeBy);
        manifest.madeBy = persons.of(manifest.madeBy);
        if (manifest.incident) {
            for (std::string* text :
                 {&manifest.incident->id, &manifest.incident->uid, &manifest.incident->title})
                texts.redact(*text);
            persons.replaceIn(manifest.incident->title);
        }
        manifest.isRebuilt = redacted->isChainRebuilt;
        manifest.redaction =
            Manifest::Redaction{.rules = request.redactor->ruleIds(), .takenOut = texts.takenOut()};
    }
    if (const auto appended = appendEntry(cut, request, manifest); !appended)
        return tl::make_unexpected(appended.error());
    // What was overwritten is left on no free page.
    const std::string recording = request.redactor ? scratch.file("clean") : cut;
    if (request.redactor) {
        if (const auto written = writeCompact(cut, recording, request.goesOn); !written)
            return tl::make_unexpected(written.error());
    }
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto info = (*reader)->info();
    if (!info)
        return tl::make_unexpected(info.error());
    manifest.schema = info->schema;
    const auto documents = documentsOf(request, recording, manifest);
    if (!documents)
        return tl::make_unexpected(documents.error());
    if (hasEnded())
        return tl::make_unexpected(brokenOff());
    return pack(request, manifest, recording, *documents);
}

} // namespace bundle
