// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/stepschema.h"

#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace runbook {

namespace {

// Of durations: they are counted in whole seconds.
constexpr telemetry::Duration kShortestDuration = std::chrono::seconds(1);
constexpr telemetry::Duration kLongestDuration = std::chrono::hours(365 * 24);

enum class FieldType
{
    Text,
    Duration,
    Count,
    Share, // above 0 and below 1
    List,
    Risk,
    Accept, // what a probe has to show
    Lost, // which texts a runbook is for
    Recovery, // what is measured in the place of a check
    Quantity, // what is held against a service's answers
};

struct Field
{
    std::string_view name;
    FieldType type = FieldType::Text;
    bool isRequired = false;
};

struct KindSchema
{
    std::string_view name;
    StepKind kind;
    std::vector<Field> fields;
};

const std::vector<Field>& commonFields()
{
    static const std::vector<Field> fields{
        {.name = "id", .isRequired = true},
        {.name = "kind", .isRequired = true},
        {.name = "title"},
        {.name = "risk", .type = FieldType::Risk},
        {.name = "signal"},
        {.name = "service"},
        {.name = "who"},
        {.name = "note"},
        {.name = "timeout", .type = FieldType::Duration},
    };
    return fields;
}

const std::vector<KindSchema>& schemas()
{
    static const std::vector<KindSchema> all{
        {.name = "manual", .kind = StepKind::Manual, .fields = {}},
        {.name = "check",
         .kind = StepKind::Check,
         .fields = {{.name = "view"},
                    {.name = "quantity", .type = FieldType::Quantity},
                    {.name = "expect"},
                    {.name = "trace"},
                    {.name = "max_age", .type = FieldType::Duration}}},
        {.name = "wait",
         .kind = StepKind::Wait,
         .fields = {{.name = "for", .type = FieldType::Duration, .isRequired = true},
                    {.name = "until"}}},
        {.name = "decide",
         .kind = StepKind::Decide,
         .fields = {{.name = "question", .isRequired = true},
                    {.name = "options", .type = FieldType::List},
                    {.name = "max_age", .type = FieldType::Duration}}},
        {.name = "lever",
         .kind = StepKind::Lever,
         .fields = {{.name = "lever", .isRequired = true},
                    {.name = "to", .isRequired = true},
                    {.name = "recover_within", .type = FieldType::Duration},
                    {.name = "requires"},
                    {.name = "answer"},
                    {.name = "why"},
                    {.name = "undo"}}},
        {.name = "notify",
         .kind = StepKind::Notify,
         .fields = {{.name = "channel"}, {.name = "to"}, {.name = "message", .isRequired = true}}},
        {.name = "probe",
         .kind = StepKind::Probe,
         .fields = {{.name = "probe_set"},
                    {.name = "model"},
                    {.name = "current"},
                    {.name = "samples", .type = FieldType::Count},
                    {.name = "at_least", .type = FieldType::Share},
                    {.name = "margin", .type = FieldType::Share},
                    {.name = "accept", .type = FieldType::Accept},
                    {.name = "max_age", .type = FieldType::Duration},
                    {.name = "expect"}}},
    };
    return all;
}

void report(std::vector<yaml::Problem>& problems, const yaml::Node& at, std::string message)
{
    problems.push_back({.line = at.line, .column = at.column, .message = std::move(message)});
}

std::string inQuotes(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

const Field* findField(const std::vector<Field>& fields, std::string_view name)
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

const KindSchema* findSchema(std::string_view kind)
{
    const auto found = std::find_if(schemas().begin(), schemas().end(),
                                    [&](const KindSchema& schema) { return schema.name == kind; });
    return found == schemas().end() ? nullptr : &*found;
}

std::string joinedList(const yaml::Node& node, std::string_view name,
                       std::vector<yaml::Problem>& problems)
{
    std::string text;
    for (const yaml::Node& item : node.items) {
        if (!item.isScalar()) {
            report(problems, item, inQuotes(name) + " must be a list of texts");
            return {};
        }
        if (item.scalar.find(", ") != std::string::npos) // they are told with commas between them
            report(problems, item, "an item of " + inQuotes(name) + " holds no comma");
        text += (text.empty() ? "" : ", ") + item.scalar;
    }
    return text;
}

std::optional<double> shareFrom(const std::string& value)
{
    double share = 0;
    const char* end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, share, std::chars_format::fixed);
    return error == std::errc{} && rest == end && share > 0 && share < 1 ? std::optional(share)
                                                                         : std::nullopt;
}

// As explore names what may drive a rate.
constexpr std::array<std::string_view, 11> kQuantities{
    "load",         "queue_depth",       "input_tokens",
    "context_fill", "document_position", "reasoning_tokens",
    "temperature",  "index_age",         "output_tokens",
    "duration",     "first_token"};

std::string quantityNames()
{
    std::string names;
    for (const std::string_view name : kQuantities)
        names += (names.empty() ? "" : ", ") + std::string(name);
    return names;
}

// What is wrong with a value of the field's type, in words; empty when it fits.
std::string valueProblem(const Field& field, const std::string& value)
{
    if (field.type == FieldType::Risk && value != "safe" && value != "dangerous")
        return "\"risk\" must be safe or dangerous, not " + inQuotes(value);
    if (field.type == FieldType::Duration) {
        const auto duration = telemetry::durationFromText(value);
        if (!duration || *duration <= telemetry::Duration::zero())
            return inQuotes(field.name) + " must be a duration such as 90s or 5m, not "
                + inQuotes(value);
        if (*duration < kShortestDuration || *duration > kLongestDuration)
            return inQuotes(field.name) + " must be between 1s and 365d, not " + inQuotes(value);
    }
    if (field.type == FieldType::Count) {
        int count = 0;
        const char* end = value.data() + value.size();
        const auto [rest, error] = std::from_chars(value.data(), end, count);
        if (error != std::errc{} || rest != end || count <= 0)
            return inQuotes(field.name) + " must be a whole number above 0, not " + inQuotes(value);
    }
    if (field.type == FieldType::Share && !shareFrom(value))
        return inQuotes(field.name) + " must be a share between 0 and 1 such as 0.9, not "
            + inQuotes(value);
    if (field.type == FieldType::Accept && value != "no_worse" && value != "better")
        return inQuotes(field.name) + " must be no_worse or better, not " + inQuotes(value);
    if (field.type == FieldType::Lost && value != "cut" && value != "missing")
        return inQuotes(field.name) + " must be cut or missing, not " + inQuotes(value)
            + "; leave it out where the runbook is for either";
    if (field.type == FieldType::Recovery && value != telemetry::kAnswerTime)
        return inQuotes(field.name) + " must be answer_time, not " + inQuotes(value)
            + "; leave it out where an alarm or the check tells it";
    if (field.type == FieldType::Quantity
        && std::ranges::find(kQuantities, value) == kQuantities.end())
        return inQuotes(field.name) + " must be one of " + quantityNames() + ", not "
            + inQuotes(value);
    return {};
}

void setRecoverWithin(Step& step)
{
    const auto within = step.fields.find("recover_within");
    if (within == step.fields.end())
        return;
    const auto duration = telemetry::durationFromText(within->second);
    if (duration)
        step.recoverWithinSeconds =
            static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(*duration).count());
}

// The value as text when it has the right type.
std::optional<std::string> readField(const Field& field, const yaml::Entry& entry,
                                     std::vector<yaml::Problem>& problems)
{
    const yaml::Node& node = entry.value;
    if (field.type == FieldType::List) {
        if (node.isSequence())
            return joinedList(node, field.name, problems);
        report(problems, node, inQuotes(field.name) + " must be a list");
        return std::nullopt;
    }
    if (!node.isScalar() || node.scalar.empty()) {
        // Where there is none, its place is that of what comes next.
        report(problems, node.kind == yaml::Node::Kind::Null ? entry.key : node,
               inQuotes(field.name) + " needs a value, in text");
        return std::nullopt;
    }
    // The type of a parameter shows only when its value is known: see checkValues. None is put into
    // what the front matter tells of the runbook as a whole.
    const bool isOfRunbook = field.type == FieldType::Lost || field.type == FieldType::Recovery;
    const bool isToCome = !isOfRunbook && !placeholders(node.scalar).empty();
    const std::string problem = isToCome ? std::string() : valueProblem(field, node.scalar);
    if (!problem.empty())
        report(problems, node, problem);
    return node.scalar;
}

void store(Step& step, std::string_view name, std::string value)
{
    if (name == "id")
        step.id = std::move(value);
    else if (name == "title")
        step.title = std::move(value);
    else if (name == "risk")
        step.risk = std::move(value);
    else if (step.kind == StepKind::Lever && name == "lever")
        step.lever = std::move(value);
    else if (step.kind == StepKind::Lever && name == "to")
        step.to = std::move(value);
    else if (name != "kind")
        step.fields[std::string(name)] = std::move(value);
}

void requireFields(const yaml::Node& node, const std::vector<Field>& fields,
                   std::vector<yaml::Problem>& problems)
{
    for (const Field& field : fields) {
        if (field.isRequired && !node.find(field.name))
            report(problems, node, "the step has no " + inQuotes(field.name));
    }
}

const KindSchema* readKind(const yaml::Node& node, std::vector<yaml::Problem>& problems)
{
    const yaml::Node* kind = node.find("kind");
    if (!kind)
        return nullptr; // requireFields says so
    const KindSchema* schema = kind->isScalar() ? findSchema(kind->scalar) : nullptr;
    if (!schema)
        report(problems, *kind,
               "unknown kind " + inQuotes(kind->scalar)
                   + "; one of manual, check, wait, decide, lever, notify, probe is expected");
    return schema;
}

bool isFree(std::string_view name)
{
    return name.substr(0, 2) == "x-";
}

bool isId(std::string_view text)
{
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return text.size() <= 64 && text.find_first_not_of(allowed) == std::string_view::npos;
}

void checkId(const yaml::Node& node, std::vector<yaml::Problem>& problems)
{
    const yaml::Node* id = node.find("id");
    if (id && id->isScalar() && !id->scalar.empty() && !isId(id->scalar))
        report(problems, *id,
               "an id has letters, digits, dots, dashes and underscores only, at most 64: "
                   + inQuotes(id->scalar.substr(0, 80)));
}

// What is better is better than something.
void checkAccept(const yaml::Node& node, std::vector<yaml::Problem>& problems)
{
    const yaml::Node* accept = node.find("accept");
    if (accept && accept->isScalar() && accept->scalar == "better" && !node.find("current"))
        report(problems, *accept, "\"accept: better\" needs \"current\": the version to be beaten");
}

void readFields(const yaml::Node& node, const KindSchema* schema, Step& step,
                std::vector<yaml::Problem>& problems)
{
    static const std::vector<Field> none;
    const std::vector<Field>& own = schema ? schema->fields : none;
    for (const yaml::Entry& entry : node.entries) {
        const std::string& name = entry.key.scalar;
        const Field* field = findField(commonFields(), name);
        if (!field)
            field = findField(own, name);
        const Field free{.name = name,
                         .type = entry.value.isSequence() ? FieldType::List : FieldType::Text};
        if (!field && isFree(name))
            field = &free;
        if (!field) {
            if (schema) // which keys belong to an unknown kind cannot be told
                report(problems, entry.key,
                       "unknown key " + inQuotes(name) + " in a step of kind "
                           + inQuotes(schema->name));
            continue;
        }
        if (auto value = readField(*field, entry, problems))
            store(step, name, std::move(*value));
    }
    requireFields(node, commonFields(), problems);
    requireFields(node, own, problems);
}

} // namespace

std::vector<Placeholder> placeholders(std::string_view text)
{
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    static constexpr std::string_view rest = "abcdefghijklmnopqrstuvwxyz0123456789_";
    std::vector<Placeholder> found;
    for (std::size_t begin = text.find('{'); begin != std::string_view::npos;
         begin = text.find('{', begin + 1)) {
        const std::size_t end = text.find_first_not_of(rest, begin + 1);
        if (end == std::string_view::npos || text[end] != '}' || end == begin + 1)
            continue;
        if (letters.find(text[begin + 1]) != std::string_view::npos)
            found.push_back({.begin = begin,
                             .end = end + 1,
                             .name = std::string(text.substr(begin + 1, end - begin - 1))});
    }
    return found;
}

Step readStep(const yaml::Node& node, std::vector<yaml::Problem>& problems)
{
    Step step;
    if (!node.isMap()) {
        report(problems, node, "a step block holds keys and values");
        return step;
    }
    const KindSchema* schema = readKind(node, problems);
    if (schema)
        step.kind = schema->kind;
    readFields(node, schema, step, problems);
    checkId(node, problems);
    checkAccept(node, problems);
    if (step.title.empty())
        step.title = step.id;
    // A lever is dangerous unless its author says otherwise.
    if (step.risk.empty())
        step.risk = step.kind == StepKind::Lever ? "dangerous" : "safe";
    setRecoverWithin(step);
    return step;
}

std::string checkValues(Step& step)
{
    const auto schema = std::ranges::find(schemas(), step.kind, &KindSchema::kind);
    const auto check = [&step](const std::vector<Field>& fields) {
        std::string problem;
        for (const Field& field : fields) {
            const auto value = step.fields.find(std::string(field.name));
            if (problem.empty() && value != step.fields.end())
                problem = valueProblem(field, value->second);
        }
        return problem;
    };
    std::string problem = check(commonFields());
    if (problem.empty() && !step.risk.empty()) // without one, the runbook's risk counts
        problem = valueProblem({.name = "risk", .type = FieldType::Risk}, step.risk);
    if (problem.empty())
        problem = check(schema->fields);
    setRecoverWithin(step);
    return problem;
}

struct FrontText
{
    std::string_view name;
    std::string Runbook::*member;
};
constexpr std::array<FrontText, 10> kFrontTexts{{{"id", &Runbook::id},
                                                 {"title", &Runbook::title},
                                                 {"applies", &Runbook::applies},
                                                 {"check", &Runbook::check},
                                                 {"cause", &Runbook::cause},
                                                 {"lost", &Runbook::lost},
                                                 {"recovery", &Runbook::recovery},
                                                 {"risk", &Runbook::risk},
                                                 {"owner", &Runbook::owner},
                                                 {"version", &Runbook::version}}};

void readFrontMatter(const yaml::Node& node, Runbook& runbook, std::vector<yaml::Problem>& problems)
{
    static const std::vector<Field> fields{
        {.name = "id", .isRequired = true},
        {.name = "title", .isRequired = true},
        {.name = "applies"},
        {.name = "check"},
        {.name = "cause"},
        {.name = "lost", .type = FieldType::Lost},
        {.name = "recovery", .type = FieldType::Recovery},
        {.name = "risk", .type = FieldType::Risk},
        {.name = "severity"},
        {.name = "owner"},
        {.name = "version"},
        {.name = "services", .type = FieldType::List},
    };
    if (!node.isMap()) {
        report(problems, node, "the front matter holds keys and values");
        return;
    }
    for (const yaml::Entry& entry : node.entries) {
        const std::string& name = entry.key.scalar;
        if (name == "parameters" || name == "optional" || isFree(name))
            continue;
        const Field* field = findField(fields, name);
        if (!field) {
            report(problems, entry.key, "unknown key " + inQuotes(name) + " in the front matter");
            continue;
        }
        const std::string value = readField(*field, entry, problems).value_or("");
        const auto text = std::ranges::find(kFrontTexts, name, &FrontText::name);
        if (text != kFrontTexts.end())
            runbook.*text->member = value;
    }
    for (const Field& field : fields) {
        if (field.isRequired && !node.find(field.name))
            report(problems, node, "the front matter has no " + inQuotes(field.name));
    }
    checkId(node, problems);
    const yaml::Node* parameters = node.find("parameters");
    if (parameters && !parameters->isMap()) {
        report(problems, *parameters, "\"parameters\" must be a map from a name to what it means");
        return;
    }
    if (parameters) {
        for (const yaml::Entry& entry : parameters->entries)
            runbook.parameters[entry.key.scalar] = entry.value.scalar;
    }
    const yaml::Node* optional = node.find("optional");
    if (!optional)
        return;
    if (!optional->isSequence())
        report(problems, *optional, "\"optional\" is a list of parameters");
    for (const yaml::Node& name : optional->items) {
        if (runbook.parameters.count(name.scalar) == 0)
            report(problems, name, inQuotes(name.scalar) + " is not among the declared parameters");
        runbook.optional.insert(name.scalar);
    }
}

} // namespace runbook
