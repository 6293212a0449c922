// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/value.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dialect {

enum class NodeKind : std::uint8_t
{
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
};

// One node of a ValueTree. Siblings are chained; index 0 means "none".
struct Node
{
    NodeKind kind = NodeKind::Null;
    std::string_view key = {}; // in its object
    std::string_view text = {}; // of a scalar; of a container, its JSON as it stood, or empty
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t next = 0;
};

// One attribute of a flattened list: gen_ai.prompt.0.content has the path 0.content.
struct FlatEntry
{
    std::string_view path;
    otlp::AnyValueView value;
};

// Values of three encodings in one form: JSON text, structured attributes, flattened attributes.
// The source must outlive the tree. Depth, size and list indexes are bounded; what is beyond the
// bounds is left out and isIncomplete() says so.
class ValueTree
{
public:
    static constexpr int kMaxDepth = 64;
    static constexpr std::size_t kMaxNodes = 262'144;
    static constexpr std::uint32_t kMaxIndex = 4096;

    ValueTree();
    void clear();

    // Each returns the new root's index. Text that is no JSON becomes one string; JSON that ends
    // too early keeps all that is there.
    std::uint32_t addText(std::string_view text);
    std::uint32_t addValue(const otlp::AnyValueView& value);
    // The attributes in field `field` of a message, as one object.
    std::uint32_t addAttributes(std::string_view wire, std::uint32_t field);
    // `transparent` path segments are left out (message in 0.message.role).
    std::uint32_t addFlattened(std::vector<FlatEntry>& entries,
                               const std::vector<std::string>& transparent);

    const Node& operator[](std::uint32_t index) const { return m_nodes[index]; }
    bool isIncomplete() const { return m_isIncomplete; }
    void markIncomplete() { m_isIncomplete = true; }
    // Whether it is, and counts anew from here.
    bool takeIncomplete() { return std::exchange(m_isIncomplete, false); }

    // For the readers that build the tree. A new node's parent may be 0; 0 is returned when full.
    std::uint32_t append(std::uint32_t parent, NodeKind kind, std::string_view key);
    Node& at(std::uint32_t index) { return m_nodes[index]; }
    std::string_view keep(std::string text); // a copy that lives as long as the tree

private:
    std::uint32_t copyValue(std::uint32_t parent, std::string_view key,
                            const otlp::AnyValueView& value, int depth);
    void copyScalar(std::uint32_t index, const otlp::AnyValueView& value);
    void insertFlat(std::uint32_t root, const FlatEntry& entry,
                    const std::vector<std::string>& transparent);

    std::vector<Node> m_nodes; // [0] is a stand-in for "none"
    std::deque<std::string> m_kept;
    bool m_isIncomplete = false;
};

// A node with its tree; a missing node is a null without children.
class NodeRef
{
public:
    NodeRef(const ValueTree& tree, std::uint32_t index)
        : m_tree(&tree)
        , m_index(index)
    {
    }

    bool isMissing() const { return m_index == 0; }
    std::uint32_t index() const { return m_index; }
    NodeKind kind() const { return node().kind; }
    bool isString() const { return kind() == NodeKind::String; }
    bool isContainer() const { return kind() == NodeKind::Array || kind() == NodeKind::Object; }
    std::string_view key() const { return node().key; }
    // A scalar's text; empty for containers and null.
    std::string_view text() const { return isContainer() ? std::string_view() : node().text; }
    std::string json() const;

    // The member of an object; missing when there is none. With several names, the first one
    // present that is not null.
    NodeRef operator[](std::string_view name) const;
    template<class... Names>
    NodeRef firstOf(std::string_view name, Names... names) const
    {
        const NodeRef found = (*this)[name];
        if constexpr (sizeof...(names) > 0) {
            if (found.isMissing() || found.kind() == NodeKind::Null)
                return firstOf(names...);
        }
        return found;
    }

    template<class F>
    void forEach(F&& fn) const
    {
        for (std::uint32_t at = node().first; at != 0; at = (*m_tree)[at].next)
            fn(NodeRef(*m_tree, at));
    }

private:
    const Node& node() const { return (*m_tree)[m_index]; }

    const ValueTree* m_tree;
    std::uint32_t m_index;
};

} // namespace dialect
