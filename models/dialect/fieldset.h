// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/lengthlimit.h"
#include "models/dialect/mappingtally.h"
#include "models/dialect/tables.h"
#include "models/dialect/valuetree.h"
#include "models/otlp/value.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dialect {

// Fields that several attributes may tell in full: when one copy is damaged another is taken.
bool isText(Field field);
// Fields of one word or number, of which two attributes can say different things. Not finish
// reasons: one dialect tells them as words, another within the choices of a response.
bool hasOneValue(Field field);

// The canonical fields that one message's attributes fill, gathered in one pass. An empty string
// counts as absent. The attributes must outlive the set.
class FieldSet
{
public:
    // `tree` receives what has to be parsed.
    FieldSet(const CompiledTables& tables, ValueTree& tree);
    void clear();
    // Notes what is added from now on in `tally`; null: nowhere. It must outlive the set.
    void setTally(RecordTally* tally) { m_tally = tally; }
    // Tells the tally which attributes filled the fields, and which disagreed; see MappedField.
    void tallyFields(std::uint32_t event = kNoName);

    void addAttribute(std::string_view key, const otlp::AnyValueView& value);
    // All attributes in field `field` of the message `wire`.
    void addAll(std::string_view wire, std::uint32_t field);

    bool has(Field field) const { return best(field) != kNoPriority; }
    std::string text(Field field) const; // empty when absent
    std::string firstText(std::initializer_list<Field> fields) const;
    std::optional<std::int64_t> integer(Field field) const; // numbers in strings count
    std::optional<double> number(Field field) const; // true and false are 1 and 0
    // The field as a tree, whichever way it was encoded; missing when absent. The tree is marked
    // incomplete when the field was cut on its way.
    NodeRef tree(Field field);

    // One of several attributes, or flattened lists, that tell the same text.
    struct Candidate
    {
        Field field = Field::Operation;
        std::uint32_t priority = kNoPriority;
        bool isFlattened = false; // some of the attributes may be missing
    };
    // Of a field of text (isText), in order of precedence.
    std::vector<Candidate> candidates(Field field) const;
    NodeRef tree(const Candidate& candidate);

    telemetry::StepKind kind() const { return rule().kind; }
    std::string operation() const;
    // The dialect that filled most fields; empty when none did.
    std::string dialect() const;
    std::uint32_t dialectNumber() const; // its place among the tables; kNoName when none did

private:
    struct Found
    {
        std::uint32_t priority = kNoPriority;
        std::uint32_t name = kNoName; // of the attribute, in MappingNames
        std::uint32_t node = 0; // in the tree, when the field is a member of a JSON attribute
        bool isJson = false; // the JSON value in it is meant
        bool isCut = false; // the attribute that `node` is a member of ends too early
        otlp::AnyValueView value;
    };
    struct Root // of an attribute's JSON
    {
        std::uint32_t node = 0;
        bool isCut = false;
    };
    struct FlatFound
    {
        const FlatTarget* target = nullptr;
        FlatEntry entry;
    };

    // Repeats of one attribute add nothing: each field holds at most one of a name, however many a
    // span has.
    bool isRepeat(const Target& target) const;
    void addRival(Field field, const Found& found);
    std::string comparableText(Field field, const std::string& text) const;
    void tallyConflicts();
    std::string textOf(const Found& found) const;
    NodeRef treeOf(const Found& found);
    NodeRef flatTree(Field field, std::uint32_t priority);
    const Found& at(Field field) const { return m_found[static_cast<std::size_t>(field)]; }
    std::uint32_t best(Field field) const;
    void offer(const Target& target, const otlp::AnyValueView& value, Root& root);
    void addFlat(std::string_view key, const otlp::AnyValueView& value);
    KindRule rule() const;
    KindRule statedRule() const;

    const CompiledTables& m_tables;
    ValueTree& m_tree;
    std::array<Found, kFieldCount> m_found;
    std::array<std::uint32_t, kFieldCount> m_flatPriority{};
    std::vector<FlatFound> m_flat;
    std::vector<std::pair<Field, Found>> m_others; // of fields of text: those that did not win
    std::vector<std::pair<Field, Found>> m_rivals; // of fields of one value: those that lost
    RecordTally* m_tally = nullptr;
    LengthLimit m_limit;
};

} // namespace dialect
