// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/fieldset.h"

#include "models/dialect/numbertext.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace dialect {

namespace {

constexpr std::size_t kMaxFlattened = 65'536; // attributes of one span

bool isEmpty(const otlp::AnyValueView& value)
{
    // An empty string takes two bytes on the wire, everything else that small is a number.
    return value.wire().size() <= 2 && value.bytes().empty() && !value.number() && !value.boolean();
}

// The member `path` (a.b.c) of the JSON object `root`.
// A member of an object, or an item of a list by its number.
NodeRef childAt(const NodeRef& node, std::string_view name)
{
    std::size_t index = 0;
    const char* end = name.data() + name.size();
    const auto [read, error] = std::from_chars(name.data(), end, index);
    if (node.kind() != NodeKind::Array || error != std::errc() || read != end)
        return node[name];
    NodeRef found = node[name]; // missing
    node.forEach([&](const NodeRef& item) {
        if (index-- == 0)
            found = item;
    });
    return found;
}

NodeRef memberAt(NodeRef root, std::string_view path)
{
    while (!path.empty() && !root.isMissing()) {
        const std::size_t dot = path.find('.');
        root = childAt(root, path.substr(0, dot));
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return root;
}

} // namespace

bool isText(Field field)
{
    return field == Field::InputMessages || field == Field::OutputMessages
        || field == Field::SystemInstructions;
}

FieldSet::FieldSet(const CompiledTables& tables, ValueTree& tree)
    : m_tables(tables)
    , m_tree(tree)
{
    m_flatPriority.fill(kNoPriority);
}

void FieldSet::clear()
{
    m_found.fill({});
    m_flatPriority.fill(kNoPriority);
    m_flat.clear();
    m_others.clear();
    m_rivals.clear();
    m_limit = {};
}

std::uint32_t FieldSet::best(Field field) const
{
    return std::min(at(field).priority, m_flatPriority[static_cast<std::size_t>(field)]);
}

void FieldSet::addAttribute(std::string_view key, const otlp::AnyValueView& value)
{
    m_limit.note(value);
    const auto* targets = findIn(m_tables.attributes, key);
    if (targets == nullptr) {
        addFlat(key, value);
        return;
    }
    Root root; // parsed once for all that want a member
    for (const Target& target : *targets)
        offer(target, value, root);
}

void FieldSet::addAll(std::string_view wire, std::uint32_t field)
{
    otlp::forEachAttribute(wire, field,
                           [this](std::string_view key, const otlp::AnyValueView& value) {
                               addAttribute(key, value);
                           });
}

void FieldSet::offer(const Target& target, const otlp::AnyValueView& value, Root& root)
{
    Found& found = m_found[static_cast<std::size_t>(target.field)];
    const bool isBetter = target.priority < found.priority;
    const bool isCompared = m_tally != nullptr && !isBetter && hasOneValue(target.field);
    if ((!isBetter && !isText(target.field) && !isCompared) || isEmpty(value))
        return;
    if (!isBetter && isRepeat(target))
        return;
    // "N/A" is no id, but it may be what somebody said.
    if (!isText(target.field) && !m_tables.noValues.empty() && target.member.empty()
        && value.type() == otlp::AnyValueView::Type::String
        && std::find(m_tables.noValues.begin(), m_tables.noValues.end(), value.bytes())
            != m_tables.noValues.end())
        return;
    // A word that no table knows does not say what the span is: another attribute may.
    if (target.field == Field::Kind
        && findIn(m_tables.kinds[tableOf(target.priority)], value.toText()) == nullptr)
        return;
    Found offered{
        .priority = target.priority, .name = target.name, .isJson = target.isJson, .value = value};
    if (!target.member.empty()) {
        if (root.node == 0) {
            const bool wasIncomplete = m_tree.takeIncomplete();
            root.node = m_tree.addValue(value);
            root.isCut = m_tree.takeIncomplete();
            if (wasIncomplete)
                m_tree.markIncomplete();
        }
        const NodeRef member = memberAt(NodeRef(m_tree, root.node), target.member);
        if (member.isMissing() || member.kind() == NodeKind::Null)
            return;
        offered.node = member.index();
        offered.isCut = root.isCut;
    }
    if (isBetter)
        std::swap(found, offered);
    if (!isText(target.field))
        return addRival(target.field, offered);
    if (offered.priority != kNoPriority)
        m_others.emplace_back(target.field, offered);
}

void FieldSet::addFlat(std::string_view key, const otlp::AnyValueView& value)
{
    for (const FlatTarget& target : m_tables.flattened) {
        // Behind the prefix stands a list index: gen_ai.prompt.variable.x is no message.
        const bool isEntry = key.size() > target.prefix.size() && key.starts_with(target.prefix)
            && key[target.prefix.size()] >= '0' && key[target.prefix.size()] <= '9';
        if (!isEntry)
            continue;
        if (m_flat.size() >= kMaxFlattened) {
            m_tree.markIncomplete();
            return;
        }
        m_flat.push_back({.target = &target,
                          .entry = {.path = key.substr(target.prefix.size()), .value = value}});
        auto& priority = m_flatPriority[static_cast<std::size_t>(target.field)];
        priority = std::min(priority, target.priority);
        return;
    }
    if (m_tally != nullptr && !m_tables.isKnown(key))
        m_tally->addUnknown(key, value.wire());
}

std::string FieldSet::text(Field field) const
{
    return textOf(at(field));
}

std::string FieldSet::textOf(const Found& found) const
{
    if (found.node != 0) {
        const NodeRef node(m_tree, found.node);
        return node.isContainer() ? node.json() : telemetry::sanitizedUtf8(node.text());
    }
    if (found.isJson) {
        const NodeRef node(m_tree, m_tree.addValue(found.value));
        return telemetry::sanitizedUtf8(node.isContainer() ? node.json()
                                                           : std::string(node.text()));
    }
    return found.priority == kNoPriority ? std::string() : found.value.toText();
}

std::string FieldSet::firstText(std::initializer_list<Field> fields) const
{
    for (const Field field : fields) {
        if (at(field).priority != kNoPriority)
            return text(field);
    }
    return {};
}

std::optional<std::int64_t> FieldSet::integer(Field field) const
{
    const Found& found = at(field);
    if (found.priority == kNoPriority)
        return std::nullopt;
    if (found.node == 0) {
        if (const auto whole = found.value.integer())
            return whole;
    }
    const std::string written = text(field);
    if (const auto whole = numberFromText<std::int64_t>(written))
        return whole;
    const auto real = numberFromText<double>(written); // "16.0"
    constexpr double kMostExact = 9007199254740992.0;
    const bool isWhole = real && std::abs(*real) <= kMostExact && *real == std::floor(*real);
    return isWhole ? std::optional(static_cast<std::int64_t>(*real)) : std::nullopt;
}

std::optional<double> FieldSet::number(Field field) const
{
    const Found& found = at(field);
    if (found.priority == kNoPriority)
        return std::nullopt;
    if (found.node == 0) {
        if (const auto value = found.value.number())
            return std::isfinite(*value) ? value : std::nullopt;
        if (const auto flag = found.value.boolean())
            return *flag ? 1.0 : 0.0;
    }
    return numberFromText<double>(text(field));
}

NodeRef FieldSet::tree(Field field)
{
    const std::uint32_t flat = m_flatPriority[static_cast<std::size_t>(field)];
    const Found& found = at(field);
    if (found.priority == kNoPriority && flat == kNoPriority)
        return NodeRef(m_tree, 0);
    return found.priority < flat ? treeOf(found) : flatTree(field, flat);
}

NodeRef FieldSet::treeOf(const Found& found)
{
    const NodeRef node(m_tree, found.node != 0 ? found.node : m_tree.addValue(found.value));
    if (found.isCut || (node.isString() && m_limit.hasCut(found.value)))
        m_tree.markIncomplete();
    return node;
}

NodeRef FieldSet::flatTree(Field field, std::uint32_t priority)
{
    std::vector<FlatEntry> entries;
    for (const FlatFound& candidate : m_flat) {
        if (candidate.target->field != field || candidate.target->priority != priority)
            continue;
        entries.push_back(candidate.entry);
        if (m_limit.hasCut(candidate.entry.value))
            m_tree.markIncomplete();
    }
    return NodeRef(m_tree, m_tree.addFlattened(entries, m_tables.transparent));
}

std::vector<FieldSet::Candidate> FieldSet::candidates(Field field) const
{
    std::vector<Candidate> all;
    if (at(field).priority != kNoPriority)
        all.push_back({.field = field, .priority = at(field).priority, .isFlattened = false});
    for (const auto& [other, found] : m_others) {
        if (other == field)
            all.push_back({.field = field, .priority = found.priority, .isFlattened = false});
    }
    for (const FlatFound& flat : m_flat) {
        const std::uint32_t priority = flat.target->priority;
        const bool isNew = flat.target->field == field
            && std::none_of(all.begin(), all.end(), [priority](const Candidate& candidate) {
                               return candidate.priority == priority;
                           });
        if (isNew)
            all.push_back({.field = field, .priority = priority, .isFlattened = true});
    }
    std::sort(all.begin(), all.end(),
              [](const Candidate& a, const Candidate& b) { return a.priority < b.priority; });
    return all;
}

NodeRef FieldSet::tree(const Candidate& candidate)
{
    if (candidate.isFlattened)
        return flatTree(candidate.field, candidate.priority);
    if (at(candidate.field).priority == candidate.priority)
        return treeOf(at(candidate.field));
    for (const auto& [field, found] : m_others) {
        if (field == candidate.field && found.priority == candidate.priority)
            return treeOf(found);
    }
    return NodeRef(m_tree, 0);
}

KindRule FieldSet::rule() const
{
    KindRule rule = statedRule();
    const bool isEmbedding = rule.isVague && rule.kind == telemetry::StepKind::Generation
        && m_tables.isEmbeddingModel(
            firstText({Field::ModelRequested, Field::ModelServed, Field::Model}));
    if (isEmbedding)
        rule = {.kind = telemetry::StepKind::Embeddings, .operation = "embeddings"};
    return rule;
}

KindRule FieldSet::statedRule() const
{
    if (has(Field::Kind)) {
        const auto& kinds = m_tables.kinds[tableOf(at(Field::Kind).priority)];
        return kinds.find(text(Field::Kind))->second; // offer() took no other
    }
    for (const ImpliedKind& implied : m_tables.impliedKinds) {
        const bool applies = std::all_of(implied.when.begin(), implied.when.end(),
                                         [this](Field field) { return has(field); });
        if (applies)
            return {.kind = implied.kind, .operation = implied.operation, .isVague = true};
    }
    return {};
}

std::string FieldSet::operation() const
{
    const KindRule stated = rule();
    const std::string sent = text(Field::Operation);
    if (sent.empty() || stated.operation.empty())
        return sent.empty() ? stated.operation : sent;
    // What another dialect calls the span is only more precise while it means the same kind.
    const KindRule* named = nullptr;
    for (const auto& kinds : m_tables.kinds) {
        if (named == nullptr)
            named = findIn(kinds, sent);
    }
    if (named == nullptr || named->kind != stated.kind)
        return stated.operation;
    return named->operation.empty() ? sent : named->operation;
}

} // namespace dialect
