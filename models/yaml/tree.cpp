// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/yaml/tree.h"

#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace yaml {

namespace {

Problem problemAt(const YAML::Mark& mark, std::string message)
{
    return {.line = mark.line + 1, .column = mark.column + 1, .message = std::move(message)};
}

int nodeCount(const Node& node)
{
    int count = 1;
    for (const Node& item : node.items)
        count += nodeCount(item);
    for (const Entry& entry : node.entries)
        count += 1 + nodeCount(entry.value);
    return count;
}

int height(const Node& node)
{
    int deepest = 0;
    for (const Node& item : node.items)
        deepest = std::max(deepest, height(item));
    for (const Entry& entry : node.entries)
        deepest = std::max(deepest, height(entry.value));
    return deepest + 1;
}

// Thrown out of the handler to stop yaml-cpp; never leaves parse.
struct Stop
{
    Problem problem;
};

class Builder final : public YAML::EventHandler
{
public:
    explicit Builder(const Limits& limits)
        : m_limits(limits)
    {
    }

    std::optional<Node> take() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        add(mark, anchor, leaf(mark, Node::Kind::Null));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end())
            throw Stop{problemAt(mark, "this alias refers to itself")};
        if (static_cast<int>(m_open.size()) + height(found->second) > m_limits.depth)
            throw Stop{problemAt(mark, "nested too deeply")};
        m_nodes += nodeCount(found->second) - 1;
        add(mark, YAML::NullAnchor, found->second);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        Node node = leaf(mark, Node::Kind::Scalar);
        node.scalar = value;
        node.isQuoted = tag == "!"; // yaml-cpp's mark of a scalar that is not plain
        add(mark, anchor, std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, anchor, Node::Kind::Sequence);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, anchor, Node::Kind::Map);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open
    {
        Node node;
        YAML::anchor_t anchor;
        YAML::Mark mark;
        std::optional<Node> key;
    };

    static Node leaf(const YAML::Mark& mark, Node::Kind kind)
    {
        Node node;
        node.kind = kind;
        node.line = mark.line + 1;
        node.column = mark.column + 1;
        return node;
    }

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind)
    {
        if (static_cast<int>(m_open.size()) >= m_limits.depth)
            throw Stop{problemAt(mark, "nested too deeply")};
        if (!m_open.empty() && m_open.back().node.isMap() && !m_open.back().key)
            throw Stop{problemAt(mark, "a key must be plain text")};
        m_open.push_back({.node = leaf(mark, kind), .anchor = anchor, .mark = mark, .key = {}});
    }

    void close()
    {
        Open done = std::move(m_open.back());
        m_open.pop_back();
        add(done.mark, done.anchor, std::move(done.node));
    }

    void add(const YAML::Mark& mark, YAML::anchor_t anchor, Node node)
    {
        if (++m_nodes > m_limits.nodes)
            throw Stop{problemAt(mark, "too many values")};
        if (anchor != YAML::NullAnchor)
            m_anchors.insert_or_assign(anchor, node);
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        Open& parent = m_open.back();
        if (parent.node.isSequence())
            parent.node.items.push_back(std::move(node));
        else if (!parent.key)
            takeKey(parent, mark, std::move(node));
        else {
            parent.node.entries.push_back(
                {.key = std::move(*parent.key), .value = std::move(node)});
            parent.key.reset();
        }
    }

    static void takeKey(Open& parent, const YAML::Mark& mark, Node node)
    {
        if (!node.isScalar())
            throw Stop{problemAt(mark, "a key must be plain text")};
        if (parent.node.find(node.scalar))
            throw Stop{problemAt(mark, "the key \"" + node.scalar + "\" occurs twice")};
        parent.key = std::move(node);
    }

    Limits m_limits;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, Node> m_anchors;
    std::optional<Node> m_root;
    int m_nodes = 0;
};

} // namespace

const Node* Node::find(std::string_view key) const
{
    for (const Entry& entry : entries) {
        if (entry.key.scalar == key)
            return &entry.value;
    }
    return nullptr;
}

std::variant<Node, Problem> parse(const std::string& text, const Limits& limits)
{
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        Builder builder(limits);
        if (!parser.HandleNextDocument(builder))
            return Node{};
        Node root = builder.take().value_or(Node{});
        Builder second(limits);
        if (parser.HandleNextDocument(second)) {
            const Node extra = second.take().value_or(Node{});
            return Problem{.line = extra.line,
                           .column = extra.column,
                           .message = "only one YAML document is expected"};
        }
        return root;
    } catch (const Stop& stop) {
        return stop.problem;
    } catch (const YAML::Exception& error) {
        return problemAt(error.mark.is_null() ? YAML::Mark{} : error.mark, error.msg);
    } catch (const std::exception& error) {
        return Problem{.line = 1, .column = 1, .message = error.what()};
    }
}

} // namespace yaml
