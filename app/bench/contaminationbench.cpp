// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/contaminationbench.h"

#include "app/bench/contaminationtext.h"
#include "app/bench/elapsed.h"
#include "app/bench/processortime.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/spread/spreadsearch.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::Result;
using telemetry::SpanKey;

constexpr std::int64_t kBodiesInCommit = 16;
constexpr std::int64_t kCheckpoint = 16; // commits between two checkpoints

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 1;
}

// The anchor: all texts in a full-text index.
class FullText
{
public:
    static Result<FullText> create(const std::string& path)
    {
        auto database = store::Database::open(path, store::Database::Mode::Create);
        if (!database)
            return tl::make_unexpected(database.error());
        const auto made = database->execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA page_size=8192; "
            "CREATE VIRTUAL TABLE texts USING fts5(text, content='')");
        if (!made)
            return tl::make_unexpected(made.error());
        return FullText(std::move(*database));
    }

    bool add(const dialect::Interpreted& interpreted)
    {
        const auto start = Clock::now();
        bool isGood = m_database.execute("BEGIN").has_value();
        const auto addTexts = [&](const auto& texts, const SpanKey& key) {
            similarity::forEachText(texts, [&](const similarity::PlaceText& place) {
                m_keys.push_back(key);
                m_insert.bind(static_cast<std::int64_t>(m_keys.size())).bind(place.text);
                isGood = isGood && m_insert.run();
            });
        };
        for (const dialect::GenerationPart& part : interpreted.generations)
            addTexts(part.generation,
                     {.trace = part.generation.trace, .span = part.generation.span});
        for (const dialect::StepPart& part : interpreted.steps)
            addTexts(part.step, {.trace = part.step.trace, .span = part.step.span});
        isGood = isGood && m_database.execute("COMMIT").has_value();
        m_seconds += secondsSince(start);
        return isGood;
    }

    std::set<SpanKey> find(const std::string& match, double& seconds)
    {
        const auto start = Clock::now();
        store::Statement select = m_database.prepare("SELECT rowid FROM texts WHERE texts MATCH ?");
        std::set<SpanKey> found;
        select.bind(std::string_view(match));
        while (select.step())
            found.insert(m_keys[static_cast<std::size_t>(select.integer(0) - 1)]);
        seconds = secondsSince(start);
        return found;
    }

    std::int64_t bytes()
    {
        store::Statement size = m_database.prepare("SELECT sum(length(block)) FROM texts_data");
        return size.step() ? size.integer(0) : 0;
    }
    double seconds() const { return m_seconds; }

private:
    explicit FullText(store::Database database)
        : m_database(std::move(database))
        , m_insert(m_database.prepare("INSERT INTO texts(rowid, text) VALUES(?,?)"))
    {
    }

    store::Database m_database;
    store::Statement m_insert;
    std::vector<SpanKey> m_keys; // by row
    double m_seconds = 0;
};

struct Written
{
    std::vector<PlantedPlace> planted;
    std::size_t inAnchor = 0; // of these
    SpanKey suspect;
    std::unique_ptr<FullText> fullText;
};

Result<dialect::Interpreted> interpreted(const std::string& service,
                                         const std::vector<otlp::OutgoingSpan>& spans)
{
    const otlp::Attributes resource{{"service.name", service},
                                    {"service.version", std::string("1.0.0")}};
    auto body = std::make_shared<const std::string>(otlp::encodeTraces(resource, "bench", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, std::move(body));
    if (!batch)
        return tl::make_unexpected(batch.error());
    batch->recorded = spans.back().end;
    batch->source = "bench";
    return dialect::Interpreter::builtIn().interpret(std::move(*batch));
}

// Writes a recording.
class RecordingWriter
{
public:
    static Result<std::unique_ptr<RecordingWriter>> create(const std::string& path)
    {
        auto writer = store::Writer::open(path);
        auto checkpoints = store::Database::open(path, store::Database::Mode::Create);
        if (!writer || !checkpoints)
            return tl::make_unexpected(!writer ? writer.error() : checkpoints.error());
        return std::unique_ptr<RecordingWriter>(
            new RecordingWriter(std::move(*writer), std::move(*checkpoints)));
    }

    Result<void> append(const dialect::Interpreted& batch)
    {
        Result<void> done;
        if (const auto appended = m_writer->append(batch); !appended)
            done = tl::make_unexpected(appended.error());
        if (done && ++m_bodies % kBodiesInCommit == 0)
            done = commit();
        if (m_bodies % (kBodiesInCommit * kCheckpoint) == 0)
            static_cast<void>(m_checkpoints.execute("PRAGMA wal_checkpoint(PASSIVE)"));
        return done;
    }

    Result<void> commit()
    {
        const auto committed = m_writer->commit();
        return committed ? Result<void>() : tl::make_unexpected(committed.error());
    }

private:
    RecordingWriter(std::unique_ptr<store::Writer> writer, store::Database checkpoints)
        : m_writer(std::move(writer))
        , m_checkpoints(std::move(checkpoints))
    {
    }

    std::unique_ptr<store::Writer> m_writer;
    store::Database m_checkpoints;
    std::int64_t m_bodies = 0;
};

// Goes through the traffic: into the recording unless it is there, and partly into the anchor.
Result<Written> writeAll(const ContaminationSettings& settings, const std::string& path,
                         const std::string& folder, ContaminationFigures& figures)
{
    std::unique_ptr<RecordingWriter> writer;
    if (std::error_code ignored; !std::filesystem::exists(path, ignored)) {
        auto created = RecordingWriter::create(path);
        if (!created)
            return tl::make_unexpected(created.error());
        writer = std::move(*created);
    }
    auto fullText = FullText::create(folder + "/anchor.db");
    if (!fullText)
        return tl::make_unexpected(fullText.error());
    Written written;
    written.fullText = std::make_unique<FullText>(std::move(*fullText));
    ContaminationTraffic traffic(settings.generations, settings.seed);
    std::string service;
    for (auto spans = traffic.next(service); !spans.empty(); spans = traffic.next(service)) {
        // From the suspect on, so that what is planted is in it.
        const bool isAnchored = traffic.suspect().span != telemetry::SpanId::None
            && figures.anchorGenerations < settings.anchorGenerations;
        if (!writer && !isAnchored)
            continue;
        const auto batch = interpreted(service, spans);
        if (!batch)
            return tl::make_unexpected(batch.error());
        if (writer) {
            if (const auto appended = writer->append(*batch); !appended)
                return tl::make_unexpected(appended.error());
        }
        if (isAnchored) {
            if (!written.fullText->add(*batch))
                return telemetry::failure(telemetry::ErrorKind::Refused, "FTS5 cannot be written.");
            figures.anchorGenerations += static_cast<std::int64_t>(batch->generations.size());
            written.inAnchor = traffic.planted().size();
        }
    }
    if (writer) {
        if (const auto committed = writer->commit(); !committed)
            return tl::make_unexpected(committed.error());
    }
    written.planted = traffic.planted();
    written.suspect = traffic.suspect();
    figures.nearMisses = traffic.nearMisses();
    return written;
}

void score(const std::set<SpanKey>& listed, const Written& written, ContaminationFigures& figures)
{
    std::set<SpanKey> right;
    for (const PlantedPlace& place : written.planted) {
        right.insert(place.key);
        const bool isFound = listed.contains(place.key);
        const bool isEdit = place.as == Planted::Edited;
        (isEdit ? figures.edits : figures.copies) += 1;
        if (isFound)
            (isEdit ? figures.editsFound : figures.copiesFound) += 1;
    }
    figures.listed = static_cast<std::int64_t>(listed.size());
    figures.listedWrongly =
        std::ranges::count_if(listed, [&](const SpanKey& key) { return !right.contains(key); });
}

void scoreAnchor(Written& written, ContaminationFigures& figures)
{
    const std::string phrase =
        "\"customers of the basic plan may cancel within 45 days and get the setup fee back in "
        "full\"";
    const std::string near = "NEAR(customers basic plan cancel within 45 days setup back full, 16)";
    const auto byPhrase = written.fullText->find(phrase, figures.anchorPhraseSeconds);
    const auto byNear = written.fullText->find(near, figures.anchorNearSeconds);
    figures.anchorNearListed = static_cast<std::int64_t>(byNear.size());
    for (std::size_t i = 0; i < written.inAnchor; ++i) {
        const PlantedPlace& place = written.planted[i];
        if (place.as == Planted::Edited) {
            ++figures.anchorEdits;
            figures.anchorEditsFound += byNear.contains(place.key) ? 1 : 0;
        } else {
            ++figures.anchorCopies;
            figures.anchorCopiesFound += byPhrase.contains(place.key) ? 1 : 0;
        }
    }
    figures.anchorWriteSeconds = written.fullText->seconds();
    figures.anchorBytesPerGeneration = static_cast<double>(written.fullText->bytes())
        / static_cast<double>(std::max<std::int64_t>(1, figures.anchorGenerations));
}

Result<void> measureSize(const std::string& path, std::int64_t expected,
                         ContaminationFigures& figures)
{
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!database)
        return tl::make_unexpected(database.error());
    store::Statement count = database->prepare("SELECT count(*) FROM generations");
    figures.generations = count.step() ? count.integer(0) : 0;
    if (figures.generations != expected)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  path + " holds " + std::to_string(figures.generations)
                                      + " generations and not the " + std::to_string(expected)
                                      + " of this cascade.");
    store::Statement marks = database->prepare("SELECT sum(length(body)+24) FROM fingerprints");
    store::Statement pages =
        database->prepare("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    const auto each = [&](store::Statement& size) {
        return size.step() ? static_cast<double>(size.integer(0))
                / static_cast<double>(std::max<std::int64_t>(1, figures.generations))
                           : 0.0;
    };
    figures.bytesPerGeneration = each(marks);
    figures.recordingBytesPerGeneration = each(pages);
    return {};
}

Result<spread::Spread> ask(const std::string& path, const SpanKey& suspect, double& seconds,
                           double& processor)
{
    const auto start = Clock::now();
    const double processorStart = processorSeconds();
    auto search = spread::SpreadSearch::open(path);
    if (!search)
        return tl::make_unexpected(search.error());
    spread::SpreadQuestion question;
    question.suspect = suspect;
    question.text = ContaminationTraffic::statement();
    auto spread = (*search)->ask(question);
    seconds = secondsSince(start);
    processor = processorSeconds() - processorStart;
    return spread;
}

} // namespace

double ContaminationFigures::recallOfCopies() const
{
    return share(copiesFound, copies);
}

double ContaminationFigures::recallOfEdits() const
{
    return share(editsFound, edits);
}

double ContaminationFigures::precision() const
{
    return share(listed - listedWrongly, listed);
}

Result<ContaminationFigures> benchContamination(const ContaminationSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    const auto tell = [&settings](const char* what) {
        if (settings.progress)
            settings.progress(what);
    };
    const std::string path = settings.recording.empty()
        ? folder.path().toStdString() + "/recording.plumb"
        : settings.recording;
    ContaminationFigures figures;
    tell("writing the recording");
    auto written = writeAll(settings, path, folder.path().toStdString(), figures);
    if (!written)
        return tl::make_unexpected(written.error());
    if (const auto measured = measureSize(path, settings.generations, figures); !measured)
        return tl::make_unexpected(measured.error());
    tell("asking");
    double ignored = 0;
    const auto spread = ask(path, written->suspect, figures.querySeconds, ignored);
    if (!spread)
        return tl::make_unexpected(spread.error());
    std::vector<std::pair<double, double>> again(3);
    for (auto& [seconds, processor] : again) {
        if (const auto same = ask(path, written->suspect, seconds, processor); !same)
            return tl::make_unexpected(same.error());
    }
    std::ranges::sort(again);
    std::tie(figures.againSeconds, figures.queryProcessorSeconds) = again[1];
    figures.texts = spread->texts;
    figures.falseMatches = spread->falseMatches;
    figures.candidates = spread->candidates;
    figures.unread = spread->unread;
    std::set<SpanKey> listed;
    for (const spread::SpreadPlace& place : spread->places)
        listed.insert(place.key);
    score(listed, *written, figures);
    scoreAnchor(*written, figures);
    return figures;
}

} // namespace bench
