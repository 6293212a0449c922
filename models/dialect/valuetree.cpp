// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/valuetree.h"

#include "models/dialect/jsonreader.h"
#include "models/otlp/jsontext.h"

#include <algorithm>
#include <optional>

namespace dialect {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view digitsAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return text.substr(at, end - at);
}

std::string_view withoutZeros(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// Orders paths so that numbers in them are compared as numbers: 2.role before 10.role.
bool comesBefore(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < a.size() && k < b.size()) {
        if (isDigit(a[i]) && isDigit(b[k])) {
            const std::string_view left = digitsAt(a, i);
            const std::string_view right = digitsAt(b, k);
            const std::string_view x = withoutZeros(left);
            const std::string_view y = withoutZeros(right);
            if (x != y)
                return x.size() != y.size() ? x.size() < y.size() : x < y;
            if (left.size() != right.size())
                return left.size() < right.size();
            i += left.size();
            k += right.size();
        } else if (a[i] != b[k]) {
            return a[i] < b[k];
        } else {
            ++i;
            ++k;
        }
    }
    return a.size() - i < b.size() - k;
}

// The list index a path segment stands for, if it is one.
std::optional<std::uint32_t> listIndex(std::string_view segment)
{
    const std::string_view digits = digitsAt(segment, 0);
    if (digits.empty() || digits.size() != segment.size())
        return std::nullopt;
    std::uint32_t index = 0;
    for (const char c : withoutZeros(digits)) {
        index = index * 10 + static_cast<std::uint32_t>(c - '0');
        if (index > ValueTree::kMaxIndex)
            return ValueTree::kMaxIndex + 1;
    }
    return index;
}

void appendJson(std::string& json, const NodeRef& node)
{
    switch (node.kind()) {
    case NodeKind::Null:
        json += "null";
        return;
    case NodeKind::Bool:
    case NodeKind::Number:
        json += node.text();
        return;
    case NodeKind::String:
        otlp::appendJsonString(json, node.text());
        return;
    case NodeKind::Array:
    case NodeKind::Object:
        break;
    }
    const bool isObject = node.kind() == NodeKind::Object;
    json += isObject ? '{' : '[';
    bool isFirst = true;
    node.forEach([&](const NodeRef& child) {
        if (!isFirst)
            json += ',';
        isFirst = false;
        if (isObject) {
            otlp::appendJsonString(json, child.key());
            json += ':';
        }
        json += child.json();
    });
    json += isObject ? '}' : ']';
}

} // namespace

ValueTree::ValueTree()
    : m_nodes(1)
{
}

void ValueTree::clear()
{
    m_nodes.resize(1);
    m_kept.clear();
    m_isIncomplete = false;
}

std::uint32_t ValueTree::append(std::uint32_t parent, NodeKind kind, std::string_view key)
{
    if (m_nodes.size() >= kMaxNodes) {
        m_isIncomplete = true;
        return 0;
    }
    const auto index = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back({.kind = kind, .key = key});
    if (parent != 0) {
        Node& container = m_nodes[parent];
        if (container.first == 0)
            container.first = index;
        else
            m_nodes[container.last].next = index;
        container.last = index;
    }
    return index;
}

std::string_view ValueTree::keep(std::string text)
{
    return m_kept.emplace_back(std::move(text));
}

std::uint32_t ValueTree::addText(std::string_view text)
{
    return readJsonText(*this, text);
}

std::uint32_t ValueTree::addValue(const otlp::AnyValueView& value)
{
    if (const auto text = value.string())
        return addText(*text);
    return copyValue(0, {}, value, 0);
}

std::uint32_t ValueTree::addAttributes(std::string_view wire, std::uint32_t field)
{
    const std::uint32_t root = append(0, NodeKind::Object, {});
    otlp::forEachAttribute(wire, field, [&](std::string_view key, const otlp::AnyValueView& value) {
        if (root != 0)
            copyValue(root, key, value, 1);
    });
    return root;
}

void ValueTree::copyScalar(std::uint32_t index, const otlp::AnyValueView& value)
{
    Node& node = m_nodes[index];
    switch (value.type()) {
    case otlp::AnyValueView::Type::String:
        node.kind = NodeKind::String;
        node.text = value.bytes();
        break;
    case otlp::AnyValueView::Type::Bool:
        node.kind = NodeKind::Bool;
        node.text = value.boolean().value_or(false) ? "true" : "false";
        break;
    case otlp::AnyValueView::Type::Int:
    case otlp::AnyValueView::Type::Double:
        node.kind = NodeKind::Number;
        node.text = keep(value.toJson());
        break;
    case otlp::AnyValueView::Type::Bytes:
        node.kind = NodeKind::String;
        node.text = keep(value.toText());
        break;
    default:
        break;
    }
}

std::uint32_t ValueTree::copyValue(std::uint32_t parent, std::string_view key,
                                   const otlp::AnyValueView& value, int depth)
{
    const auto type = value.type();
    const std::uint32_t index = append(parent, NodeKind::Null, key);
    if (index == 0)
        return 0;
    if (type != otlp::AnyValueView::Type::Array && type != otlp::AnyValueView::Type::KeyValueList) {
        copyScalar(index, value);
        return index;
    }
    if (depth >= kMaxDepth) {
        m_isIncomplete = true;
        return index;
    }
    if (type == otlp::AnyValueView::Type::Array) {
        m_nodes[index].kind = NodeKind::Array;
        otlp::forEachElement(value.nested(), [&](const otlp::AnyValueView& element) {
            copyValue(index, {}, element, depth + 1);
        });
    } else {
        m_nodes[index].kind = NodeKind::Object;
        otlp::forEachAttribute(value.nested(), otlp::kKeyValueListValues,
                               [&](std::string_view name, const otlp::AnyValueView& member) {
                                   copyValue(index, name, member, depth + 1);
                               });
    }
    return index;
}

std::uint32_t ValueTree::addFlattened(std::vector<FlatEntry>& entries,
                                      const std::vector<std::string>& transparent)
{
    std::stable_sort(entries.begin(), entries.end(), [](const FlatEntry& a, const FlatEntry& b) {
        return comesBefore(a.path, b.path);
    });
    const std::uint32_t root = append(0, NodeKind::Array, {});
    if (root == 0)
        return 0;
    for (const FlatEntry& entry : entries)
        insertFlat(root, entry, transparent);
    return root;
}

void ValueTree::insertFlat(std::uint32_t root, const FlatEntry& entry,
                           const std::vector<std::string>& transparent)
{
    std::uint32_t container = root;
    std::string_view rest = entry.path;
    for (int depth = 0; depth < kMaxDepth; ++depth) {
        const std::size_t dot = rest.find('.');
        const std::string_view segment = rest.substr(0, dot);
        const bool isLeaf = dot == std::string_view::npos;
        rest = isLeaf ? std::string_view() : rest.substr(dot + 1);
        if (!isLeaf
            && std::find(transparent.begin(), transparent.end(), segment) != transparent.end())
            continue;
        const auto index = listIndex(segment);
        if (index && *index > kMaxIndex)
            break;
        m_nodes[container].kind = index ? NodeKind::Array : NodeKind::Object;
        if (isLeaf) {
            copyValue(container, segment, entry.value, depth);
            return;
        }
        // Entries are sorted, so the segment's container is the last one if it is there at all.
        const std::uint32_t last = m_nodes[container].last;
        const bool isThere = last != 0 && m_nodes[last].key == segment && m_nodes[last].first != 0;
        const std::uint32_t child = isThere ? last : append(container, NodeKind::Object, segment);
        if (child == 0)
            return;
        container = child;
    }
    m_isIncomplete = true;
}

std::string NodeRef::json() const
{
    if (isContainer() && !node().text.empty())
        return std::string(node().text);
    std::string json;
    appendJson(json, *this);
    return json;
}

NodeRef NodeRef::operator[](std::string_view name) const
{
    if (kind() == NodeKind::Object) {
        for (std::uint32_t at = node().first; at != 0; at = (*m_tree)[at].next) {
            if ((*m_tree)[at].key == name)
                return NodeRef(*m_tree, at);
        }
    }
    return NodeRef(*m_tree, 0);
}

} // namespace dialect
