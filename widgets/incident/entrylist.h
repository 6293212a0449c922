// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace common {
class Theme;
}
namespace items {
class EntryFilter;
class TimeConductor;
} // namespace items

namespace incident {

// Paints one timeline entry: time, mark of its kind, text, who, age. Text from outside is drawn as
// one safe line.
class EntryDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // Ages count from the conductor's cursor.
    // `lines`: how many the text may take; with two the columns for kind and person are left out.
    EntryDelegate(const items::TimeConductor& conductor, const common::Theme& theme, int lines,
                  QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    const int m_lines;
};

// A list of timeline entries, uniform rows, no editing.
QListView* makeEntryList(items::EntryFilter& entries, const items::TimeConductor& conductor,
                         const common::Theme& theme, int lines, QWidget* parent);

// Who did it, in so many pixels: the name gives way, that it was said in the room does not.
QString fittingActor(const QString& actor, const QFontMetrics& metrics, int width);

// The row's background, hairline and focus mark, the same in all lists of the pages.
void paintRowBackground(QPainter& painter, const QStyleOptionViewItem& option,
                        const common::Theme& theme);

} // namespace incident
