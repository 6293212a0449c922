// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/palette/palettemodel.h"

#include <QFrame>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <vector>

class QLabel;
class QListView;

namespace common {
class SearchLine;
class Theme;
} // namespace common

namespace palette {

// Lies over the top of a window and finds what can be gone to or done in it; nothing waits for it.
// Whatever is pressed or focused outside closes it. It knows nothing of what its entries are.
// GUI thread; the theme outlives it.
class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(const common::Theme& theme, QWidget* window);

    // Empty, with what had the focus kept in mind. `recent`: keys, the last first.
    void open(std::vector<Entry> entries, const QStringList& recent);
    // Gives the focus back to where it was, if it still is in here.
    void dismiss();
    // What a search for the text has found so far, and how it stands, safe to show.
    void setFound(std::vector<Entry> found, const QString& standing);

    const PaletteModel& model() const { return m_model; }
    int currentRow() const;
    QString standing() const; // what the line at the bottom says

signals:
    void searchWanted(const QString& text); // empty: for nothing
    void chosen(const QString& key); // an entry that is to be remembered
    void linkWanted(const QString& link); // to be copied

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    void restyle();
    void type(const QString& text);
    void choose(int row);
    void copyLink();
    void setCurrent(int row);
    bool moveBy(int key); // false: the key moves nothing
    void tell();
    std::vector<Entry> helpEntries();

    const common::Theme& m_theme;
    PaletteModel m_model;
    common::SearchLine* m_line;
    QLabel* m_hint;
    QListView* m_list;
    QLabel* m_status;
    QPointer<QWidget> m_before; // had the focus
    QString m_standing; // of the search
};

} // namespace palette
