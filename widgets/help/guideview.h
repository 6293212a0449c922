// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/help/guide.h"

#include <QString>
#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace common {
class MessageBar;
class SearchLine;
class Theme;
} // namespace common

namespace help {

class GuideText;

// The guide to read: contents with a search over all pages at the left, the page at the right, back
// and forward. What leads out of the guide is named and can be copied; nothing is followed there.
// GUI thread.
class GuideView final : public QWidget
{
    Q_OBJECT

public:
    // Both must outlive it.
    GuideView(const Guide& guide, const common::Theme& theme, QWidget* parent = nullptr);

    bool open(const Place& place); // false: there is none such, and nothing changed
    Place place() const { return m_place; } // what was gone to last
    GuideText* text() const { return m_text; }
    QTreeWidget* contents() const { return m_contents; }

private:
    QWidget* buildSide();
    QWidget* buildPage();
    void buildContents();
    void display(const Place& place);
    void follow(const QString& link);
    void goBack();
    void goForward();
    void search(const QString& words);
    void openFound(); // the first
    void openItem(const QTreeWidgetItem* item);
    void chooseItem(); // of what is shown
    void restyle();

    const Guide& m_guide;
    const common::Theme& m_theme;
    Place m_place;
    std::vector<Place> m_past; // the newest last
    std::vector<Place> m_ahead; // the next last
    QString m_outside; // what the bar names
    common::SearchLine* m_search = nullptr;
    QLabel* m_found = nullptr;
    QTreeWidget* m_contents = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    GuideText* m_text = nullptr;
    common::MessageBar* m_bar = nullptr;
};

} // namespace help
