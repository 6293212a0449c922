// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportbreaks.h"

#include "app/reportpages.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include <cmath>
#include <map>
#include <vector>

namespace {

// Points of a page that a table leaves empty: its margin, its lines, and what is rounded.
constexpr double kSlack = 16;

using Heights = std::vector<double>; // of the rows of a table, the header first

// All of it: where only what follows a changed block is laid out, Qt 6.4 leaves lines above a table
// without a place, and they are not painted.
void layOutAnew(QTextDocument& document)
{
    const QSizeF size = document.pageSize();
    document.setPageSize(size / 2);
    document.setPageSize(size);
}

QTextBlockFormat pageBreak()
{
    QTextBlockFormat format;
    format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    return format;
}

// A heading goes with what it is of, and with the heading above it.
QTextBlock firstOf(QTextBlock block)
{
    const auto wantsRoom = [](const QTextBlock& each) {
        return each.isValid() && each.blockFormat().doubleProperty(ReportPages::kRoomProperty) > 0;
    };
    while (wantsRoom(block.previous()))
        block = block.previous();
    return block;
}

double topOf(const QTextDocument& document, const QTextTable& table, int row)
{
    const QTextBlock block = table.cellAt(row, 0).firstCursorPosition().block();
    return document.documentLayout()->blockBoundingRect(block).top();
}

// Measured without pages, where nothing is cut.
std::map<const QTextTable*, Heights> rowHeights(QTextDocument& document)
{
    std::map<const QTextTable*, Heights> all;
    const QSizeF size = document.pageSize();
    document.setPageSize({size.width(), -1});
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        const auto* table = qobject_cast<const QTextTable*>(frame);
        if (table == nullptr || table->rows() < 2)
            continue;
        Heights& heights = all[table];
        double top = topOf(document, *table, 0);
        const double padding = top - document.documentLayout()->frameBoundingRect(frame).top();
        for (int row = 1; row < table->rows(); ++row) {
            const double next = topOf(document, *table, row);
            heights.push_back(next - top);
            top = next;
        }
        heights.push_back(document.documentLayout()->frameBoundingRect(frame).bottom() + padding
                          - top);
    }
    document.setPageSize(size);
    return all;
}

// The rows that further pages begin with. `left` is left of the page that the table begins on.
std::vector<int> pageStarts(const Heights& heights, double left, double page)
{
    std::vector<int> starts;
    double room = left - heights.front();
    for (std::size_t row = 1; row < heights.size(); ++row) {
        if (heights[row] > room && row > 1) {
            starts.push_back(static_cast<int>(row));
            room = page - heights.front();
        }
        // One that is taller than a page is cut, and has its last page for itself.
        room = heights[row] > room ? 0 : room - heights[row];
    }
    return starts;
}

void copyCell(const QTextTableCell& from, QTextTableCell to, bool isHead)
{
    if (isHead)
        to.setFormat(from.format()); // its shade
    const QTextBlock first = from.firstCursorPosition().block();
    const int last = from.lastPosition();
    QTextCursor cursor = to.firstCursorPosition();
    // One, but for texts with marks that a document takes for the end of a block.
    for (QTextBlock block = first; block.isValid() && block.position() <= last;
         block = block.next()) {
        if (block == first)
            cursor.setBlockFormat(block.blockFormat());
        else
            cursor.insertBlock(block.blockFormat(), block.charFormat());
        if (const auto piece = block.begin(); !piece.atEnd())
            cursor.insertText(block.text(), piece.fragment().charFormat());
    }
}

// The rows from `first` on become a table of their own behind it, on a page of its own.
void splitTable(QTextTable& table, int first)
{
    QTextDocument& document = *table.document();
    const int place = table.lastPosition() + 1;
    const QTextBlock behind = document.findBlock(place);
    const QTextBlockFormat format = behind.blockFormat();
    const QTextCharFormat characters = behind.charFormat();
    QTextCursor cursor(&document);
    cursor.setPosition(place);
    QTextTable* rest =
        cursor.insertTable(table.rows() - first + 1, table.columns(), table.format());
    for (int row = 0; row < rest->rows(); ++row) {
        const int source = row == 0 ? 0 : first + row - 1;
        for (int column = 0; column < rest->columns(); ++column)
            copyCell(table.cellAt(source, column), rest->cellAt(row, column), row == 0);
    }
    cursor.setPosition(rest->lastPosition() + 1);
    cursor.setBlockFormat(format);
    cursor.setBlockCharFormat(characters);
    // Between two tables stands a line of text, as low as one can be.
    cursor.setPosition(place);
    cursor.setBlockFormat(pageBreak());
    QTextCharFormat low;
    low.setFontPointSize(1);
    cursor.setBlockCharFormat(low);
    table.removeRows(first, table.rows() - first);
}

// True when something was moved.
bool keepRowsWhole(QTextDocument& document, QTextTable& table, const Heights& heights, double point)
{
    const double height = document.pageSize().height();
    const double page = height - kSlack * point;
    const auto left = [&] { return page - std::fmod(topOf(document, table, 0), height); };
    bool isMoved = false;
    // A header is never without a row; a table of one row too tall begins where it stands.
    const double least = heights[0] + heights[1];
    if (least > left() && least <= page) {
        QTextCursor cursor(firstOf(document.findBlock(table.firstPosition() - 1)));
        cursor.mergeBlockFormat(pageBreak());
        layOutAnew(document);
        isMoved = true;
    }
    const std::vector<int> starts = pageStarts(heights, left(), page);
    if (starts.empty())
        return isMoved;
    QTextCursor edit(&document);
    edit.beginEditBlock();
    for (auto start = starts.rbegin(); start != starts.rend(); ++start) // each row is moved once
        splitTable(table, *start);
    edit.endEditBlock();
    layOutAnew(document);
    return true;
}

} // namespace

bool breakPages(QTextDocument& document, double point, const std::function<bool()>& goesOn)
{
    const QAbstractTextDocumentLayout& layout = *document.documentLayout();
    const double pageHeight = document.pageSize().height();
    std::map<const QTextTable*, Heights> tables = rowHeights(document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (QTextTable* table = QTextCursor(block).currentTable(); table != nullptr) {
            if (const auto found = tables.find(table); found != tables.end()) {
                if (keepRowsWhole(document, *table, found->second, point) && goesOn && !goesOn())
                    return false;
                tables.erase(found);
            }
            block = document.findBlock(table->lastPosition());
            continue;
        }
        const double room = block.blockFormat().doubleProperty(ReportPages::kRoomProperty) * point;
        if (room <= 0)
            continue;
        const double top = layout.blockBoundingRect(block).top();
        const double left = pageHeight - std::fmod(top, pageHeight);
        if (left >= room || left >= pageHeight - point)
            continue;
        QTextCursor cursor(firstOf(block));
        cursor.mergeBlockFormat(pageBreak());
        if (goesOn && !goesOn())
            return false;
        layOutAnew(document);
    }
    return true;
}
