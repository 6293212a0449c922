// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/tableparser.h"

#include <algorithm>
#include <array>
#include <exception>

#include <yaml-cpp/yaml.h>

namespace dialect {

namespace {

// Thrown inside this file only: what is wrong, and where.
struct TableFault
{
    std::string what;
    int line = 0; // from 1; 0 when unknown
};

int lineOf(const YAML::Node& node)
{
    return node.Mark().line >= 0 ? node.Mark().line + 1 : 0;
}

[[noreturn]] void fail(const YAML::Node& node, const std::string& what)
{
    throw TableFault{what, lineOf(node)};
}

std::string text(const YAML::Node& node)
{
    if (!node.IsScalar())
        fail(node, "a word is expected here");
    return node.Scalar();
}

std::vector<std::string> words(const YAML::Node& node)
{
    if (!node.IsSequence())
        fail(node, "a list is expected here");
    std::vector<std::string> list;
    for (const YAML::Node& entry : node)
        list.push_back(text(entry));
    return list;
}

template<class F>
void forEachMember(const YAML::Node& node, F&& fn)
{
    if (!node.IsMap())
        fail(node, "a map is expected here");
    for (const auto& member : node)
        fn(text(member.first), member.second);
}

// The enumerator that toString() spells as `node` does; the enumerators are 0 .. last.
template<class Enum>
Enum enumerator(const YAML::Node& node, Enum last, const char* what)
{
    const std::string word = text(node);
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (word == telemetry::toString(static_cast<Enum>(i)))
            return static_cast<Enum>(i);
    }
    fail(node, std::string("unknown ") + what + " \"" + word + '"');
}

telemetry::StepKind stepKind(const YAML::Node& node)
{
    return enumerator(node, telemetry::StepKind::Evaluator, "kind");
}

LabelMeaning labelMeaning(const YAML::Node& node)
{
    constexpr std::array kMeanings{
        std::pair{"passed", LabelMeaning::Passed}, std::pair{"failed", LabelMeaning::Failed},
        std::pair{"holds", LabelMeaning::Holds}, std::pair{"lacks", LabelMeaning::Lacks}};
    const std::string word = text(node);
    for (const auto& [name, meaning] : kMeanings) {
        if (word == name)
            return meaning;
    }
    fail(node, "unknown evaluation state \"" + word + '"');
}

Field field(const YAML::Node& node, const std::string& name)
{
    const auto known = fieldFromName(name);
    if (!known)
        fail(node, "unknown field \"" + name + '"');
    return *known;
}

class TableReader
{
public:
    TableReader(CompiledTables& tables, std::size_t index)
        : m_tables(tables)
        , m_index(index)
    {
    }

    void read(const YAML::Node& root);

private:
    void readSection(const std::string& name, const YAML::Node& node);
    void readScoreWords(ScoreDirection direction, const YAML::Node& node);
    void readKnown(const YAML::Node& node);
    static void readParts(TextMap<telemetry::PartKind>& map, const YAML::Node& node);
    void readPlaceholders(const YAML::Node& node);
    void readErrorKinds(const YAML::Node& node);
    void readFields(const YAML::Node& node);
    void readSource(Field target, const std::string& source, std::uint32_t priority);
    void readKinds(const YAML::Node& node);
    void readImpliedKinds(const YAML::Node& node);
    void readEvents(const YAML::Node& node);
    KindRule kindRule(const YAML::Node& node);
    static EventContent eventContent(const YAML::Node& node);
    static void append(std::vector<std::string>& list, const YAML::Node& node);
    static void readWords(TextMap<std::string>& map, const YAML::Node& node);

    CompiledTables& m_tables;
    std::size_t m_index;
};

void TableReader::read(const YAML::Node& root)
{
    m_tables.names.emplace_back();
    m_tables.kinds.emplace_back();
    forEachMember(
        root, [this](const std::string& name, const YAML::Node& node) { readSection(name, node); });
    if (m_tables.names.back().empty())
        fail(root, "the table does not say which dialect it is (dialect: name)");
}

void TableReader::readSection(const std::string& name, const YAML::Node& node)
{
    if (name == "dialect")
        m_tables.names.back() = text(node);
    else if (name == "fields")
        readFields(node);
    else if (name == "kinds")
        readKinds(node);
    else if (name == "implied_kinds")
        readImpliedKinds(node);
    else if (name == "events")
        readEvents(node);
    else if (name == "transparent_segments")
        append(m_tables.transparent, node);
    else if (name == "event_content")
        append(m_tables.eventContent, node);
    else if (name == "redaction_markers")
        append(m_tables.redactionMarkers, node);
    else if (name == "high_is_bad")
        readScoreWords(ScoreDirection::HighIsBad, node);
    else if (name == "high_is_good")
        readScoreWords(ScoreDirection::HighIsGood, node);
    else if (name == "turned_around_by")
        append(m_tables.turningWords, node);
    else if (name == "opinions")
        append(m_tables.opinionWords, node);
    else if (name == "embedding_models")
        append(m_tables.embeddingModels, node);
    else if (name == "client_faults")
        append(m_tables.clientFaults, node);
    else if (name == "error_kinds")
        readErrorKinds(node);
    else if (name == "error_statuses")
        readWords(m_tables.errorStatuses, node);
    else if (name == "model_error_statuses")
        readWords(m_tables.modelErrorStatuses, node);
    else if (name == "model_error_kinds")
        append(m_tables.modelErrorKinds, node);
    else if (name == "model_error_words")
        append(m_tables.modelErrorWords, node);
    else if (name == "known")
        readKnown(node);
    else if (name == "roles")
        readWords(m_tables.roles, node);
    else if (name == "finish_reasons")
        readWords(m_tables.finishReasons, node);
    else if (name == "providers")
        readWords(m_tables.providers, node);
    else if (name == "part_types" || name == "part_keys")
        readParts(name == "part_types" ? m_tables.partTypes : m_tables.partKeys, node);
    else if (name == "media_placeholders")
        readPlaceholders(node);
    else if (name == "cut_marks")
        append(m_tables.cutMarks, node);
    else if (name == "no_values")
        append(m_tables.noValues, node);
    else if (name == "evaluation_labels")
        forEachMember(node, [this](const std::string& label, const YAML::Node& state) {
            m_tables.evaluationLabels.try_emplace(label, labelMeaning(state));
        });
    else
        fail(node, "unknown section \"" + name + '"');
}

void TableReader::append(std::vector<std::string>& list, const YAML::Node& node)
{
    for (std::string& word : words(node)) {
        if (std::find(list.begin(), list.end(), word) == list.end())
            list.push_back(std::move(word));
    }
}

void TableReader::readWords(TextMap<std::string>& map, const YAML::Node& node)
{
    forEachMember(node, [&map](const std::string& word, const YAML::Node& meaning) {
        map.try_emplace(word, text(meaning));
    });
}

void TableReader::readScoreWords(ScoreDirection direction, const YAML::Node& node)
{
    for (const std::string& word : words(node))
        m_tables.scoreWords.try_emplace(word, direction);
}

void TableReader::readParts(TextMap<telemetry::PartKind>& map, const YAML::Node& node)
{
    forEachMember(node, [&map](const std::string& word, const YAML::Node& kind) {
        map.try_emplace(word, enumerator(kind, telemetry::PartKind::Other, "part kind"));
    });
}

void TableReader::readPlaceholders(const YAML::Node& node)
{
    for (const std::string& placeholder : words(node)) {
        const std::size_t gap = placeholder.find("...");
        if (gap == 0 || gap == std::string::npos || gap + 3 == placeholder.size())
            fail(node, "a placeholder is written begin...end");
        m_tables.mediaPlaceholders.emplace_back(placeholder.substr(0, gap),
                                                placeholder.substr(gap + 3));
    }
}

void TableReader::readErrorKinds(const YAML::Node& node)
{
    if (!node.IsSequence())
        fail(node, "a list is expected here");
    for (const YAML::Node& entry : node) {
        ErrorKind error;
        forEachMember(entry, [&error](const std::string& name, const YAML::Node& value) {
            if (name == "kind")
                error.kind = text(value);
            else if (name == "words")
                error.words = words(value);
            else
                fail(value, "unknown key \"" + name + "\" of an error kind");
        });
        m_tables.errorKinds.push_back(std::move(error));
    }
}

void TableReader::readKnown(const YAML::Node& node)
{
    for (const std::string& attribute : words(node)) {
        if (attribute.ends_with(".*"))
            m_tables.knownPrefixes.try_emplace(attribute.substr(0, attribute.size() - 1),
                                               m_tables.names.back());
        else
            m_tables.known.try_emplace(attribute, m_tables.names.back());
    }
}

void TableReader::readFields(const YAML::Node& node)
{
    forEachMember(node, [this](const std::string& name, const YAML::Node& sources) {
        const Field target = field(sources, name);
        std::size_t rank = 0;
        for (const std::string& source : words(sources))
            readSource(target, source, priorityOf(m_index, rank++));
    });
}

void TableReader::readSource(Field target, const std::string& source, std::uint32_t priority)
{
    if (source.size() > 2 && source.ends_with(".*")) {
        m_tables.flattened.push_back(
            {.prefix = source.substr(0, source.size() - 1), .field = target, .priority = priority});
        return;
    }
    const std::size_t hash = source.find('#');
    const std::string member = hash == std::string::npos ? std::string() : source.substr(hash + 1);
    const bool isJson = hash != std::string::npos && member.empty();
    m_tables.attributes[source.substr(0, hash)].push_back(
        {.field = target, .priority = priority, .member = member, .isJson = isJson});
}

KindRule TableReader::kindRule(const YAML::Node& node)
{
    KindRule rule;
    if (node.IsScalar()) {
        rule.kind = stepKind(node);
        return rule;
    }
    forEachMember(node, [&rule](const std::string& name, const YAML::Node& value) {
        if (name == "kind")
            rule.kind = stepKind(value);
        else if (name == "operation")
            rule.operation = text(value);
        else if (name == "is_vague")
            rule.isVague = text(value) == "true";
        else
            fail(value, "unknown key \"" + name + "\" of a kind");
    });
    return rule;
}

void TableReader::readKinds(const YAML::Node& node)
{
    forEachMember(node, [this](const std::string& name, const YAML::Node& value) {
        if (name == "attributes") {
            std::size_t rank = 0;
            for (const std::string& attribute : words(value)) {
                m_tables.attributes[attribute].push_back(
                    {.field = Field::Kind, .priority = priorityOf(m_index, rank++), .member = {}});
            }
        } else if (name == "values") {
            forEachMember(value, [this](const std::string& word, const YAML::Node& kind) {
                m_tables.kinds[m_index].insert_or_assign(word, kindRule(kind));
            });
        } else {
            fail(value, "unknown key \"" + name + "\" in kinds");
        }
    });
}

void TableReader::readImpliedKinds(const YAML::Node& node)
{
    if (!node.IsSequence())
        fail(node, "a list is expected here");
    for (const YAML::Node& entry : node) {
        ImpliedKind implied;
        forEachMember(entry, [&implied](const std::string& name, const YAML::Node& value) {
            if (name == "kind") {
                implied.kind = stepKind(value);
            } else if (name == "operation") {
                implied.operation = text(value);
            } else if (name == "when") {
                for (const std::string& word : words(value))
                    implied.when.push_back(field(value, word));
            } else {
                fail(value, "unknown key \"" + name + "\" in implied_kinds");
            }
        });
        if (implied.when.empty())
            fail(entry, "an implied kind needs the fields it is implied by (when: [...])");
        m_tables.impliedKinds.push_back(std::move(implied));
    }
}

EventContent TableReader::eventContent(const YAML::Node& node)
{
    constexpr std::array<std::string_view, 6> names{"attributes", "conversation", "message",
                                                    "evaluation", "exception",    "document"};
    const auto found = std::find(names.begin(), names.end(), text(node));
    if (found == names.end())
        fail(node, "unknown event content \"" + text(node) + '"');
    return static_cast<EventContent>(found - names.begin());
}

void TableReader::readEvents(const YAML::Node& node)
{
    forEachMember(node, [this](const std::string& event, const YAML::Node& definition) {
        EventRule rule;
        rule.table = m_index;
        forEachMember(definition, [&rule](const std::string& name, const YAML::Node& value) {
            if (name == "carries")
                rule.carries = eventContent(value);
            else if (name == "side" && (text(value) == "input" || text(value) == "output"))
                rule.isOutput = text(value) == "output";
            else if (name == "of_call")
                rule.isOfCall = text(value) == "true";
            else if (name == "role")
                rule.role = text(value);
            else if (name == "prefix")
                rule.prefix = text(value);
            else
                fail(value, "unknown key or value \"" + name + "\" of an event");
        });
        if (event.ends_with(".*"))
            m_tables.eventPrefixes.try_emplace(event.substr(0, event.size() - 1), std::move(rule));
        else
            m_tables.events.try_emplace(event, std::move(rule));
    });
}

telemetry::Result<void> readTable(CompiledTables& tables, std::size_t index,
                                  const std::string& name, const std::string& yaml)
{
    const auto unreadable = [&name](int line, const std::string& what) {
        return telemetry::failure(
            telemetry::ErrorKind::Unreadable,
            "Dialect table " + name + (line > 0 ? ", line " + std::to_string(line) : std::string())
                + ": " + what + '.');
    };
    try {
        TableReader(tables, index).read(YAML::Load(yaml));
        return {};
    } catch (const TableFault& fault) {
        return unreadable(fault.line, fault.what);
    } catch (const YAML::Exception& error) {
        return unreadable(error.mark.is_null() ? 0 : error.mark.line + 1, error.msg);
    } catch (const std::exception& error) {
        return unreadable(0, error.what());
    }
}

// Numbers what fields are filled from, for the mapping report.
void nameSources(CompiledTables& tables)
{
    auto names = std::make_shared<MappingNames>();
    const auto number = [](std::vector<std::string>& list, std::string name) {
        list.push_back(std::move(name));
        return static_cast<std::uint32_t>(list.size() - 1);
    };
    names->dialects = tables.names;
    for (auto& [attribute, targets] : tables.attributes) {
        for (Target& target : targets)
            target.name =
                number(names->attributes,
                       target.member.empty() ? attribute : attribute + '#' + target.member);
    }
    for (FlatTarget& target : tables.flattened)
        target.name = number(names->attributes, target.prefix + '*');
    for (auto& [event, rule] : tables.events)
        rule.name = number(names->events, event);
    for (auto& [event, rule] : tables.eventPrefixes)
        rule.name = number(names->events, event + '*');
    tables.mappingNames = std::move(names);
}

} // namespace

telemetry::Result<std::unique_ptr<const CompiledTables>>
parseTables(const std::vector<std::pair<std::string, std::string>>& namedTables)
{
    auto tables = std::make_unique<CompiledTables>();
    for (std::size_t i = 0; i < namedTables.size(); ++i) {
        const auto& [name, yaml] = namedTables[i];
        if (auto read = readTable(*tables, i, name, yaml); !read)
            return tl::make_unexpected(std::move(read.error()));
    }
    nameSources(*tables);
    return tables;
}

} // namespace dialect
