// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/keycommands.h"

#include <QTreeWidget>

#include <optional>

namespace common {
class Theme;
}

namespace settings {

// All that is done by a key, by where it works, with the key that it has now; what was changed is
// bold. GUI thread.
class KeyTree final : public QTreeWidget
{
    Q_OBJECT

public:
    enum Column
    {
        What,
        Key,
        Default, // of those that can be changed
    };
    enum class Shown
    {
        Keys,
        KeysAndDefaults,
    };

    KeyTree(Shown shown, const common::Theme& theme, QWidget* parent = nullptr);

    // Leaves those in which all of these words stand, in any column or the name of the place.
    void filter(const QString& words);
    std::optional<common::KeyCommand> current() const; // null: none, or it is hidden
    void choose(common::KeyCommand command);
    QTreeWidgetItem* itemOf(common::KeyCommand command) const;

protected:
    void paintEvent(QPaintEvent* event) override; // says so where nothing is left

private:
    bool isEmpty() const; // nothing is left of the filter
    void build();
    void updateKeys();

    const common::Theme& m_theme;
    QString m_filter;
};

} // namespace settings
