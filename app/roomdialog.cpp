// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/roomdialog.h"

#include "app/roomport.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kRoomDialogSize{760, 520};
constexpr int kLongestLine = 4000;

} // namespace

RoomDialog::RoomDialog(RoomPort& port, QWidget* parent)
    : QDialog(parent)
    , m_port(port)
    , m_text(new QPlainTextEdit(this))
    , m_line(new QLineEdit(this))
    , m_say(new QPushButton(tr("&Say"), this))
    , m_problem(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Shared Room"));
    resize(kRoomDialogSize);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->document()->setDocumentMargin(common::kSpace3);
    m_text->setAccessibleName(tr("Who is here, and what whoever comes next needs to know"));
    m_line->setPlaceholderText(tr("Say something to all consoles in the room (Enter)"));
    m_line->setAccessibleName(tr("What is said to all consoles in the room"));
    m_line->setMaxLength(kLongestLine);
    m_say->setDefault(true);
    m_say->setEnabled(false);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter says
    auto* row = new QHBoxLayout;
    row->addWidget(m_line, 1);
    row->addWidget(m_say);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_problem);
    layout->addLayout(row);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_line, &QLineEdit::textChanged, m_say,
            [this](const QString& text) { m_say->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_say, &QPushButton::clicked, this, &RoomDialog::say);
    connect(&m_port, &RoomPort::changed, this, [this] { m_port.requestHandover(); });
    connect(&m_port, &RoomPort::handoverRead, this, &RoomDialog::fill);
    fill({});
    m_port.requestHandover();
    m_line->setFocus();
}

QString RoomDialog::readable(const QString& handover, const QDate& today)
{
    // Where the program puts a time; a line break that others wrote is none here.
    static const QRegularExpression time(
        u"^(  (?:[a-z][a-z, ]*: )?)(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?Z(?=  )"_s,
        QRegularExpression::MultilineOption);
    QString result;
    qsizetype done = 0;
    for (auto each = time.globalMatch(handover); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        result += handover.mid(done, match.capturedStart() - done) + match.captured(1);
        if (match.captured(2) != today.toString(Qt::ISODate))
            result += match.captured(2) + u' ';
        result += match.captured(3);
        done = match.capturedEnd();
    }
    return result + handover.mid(done);
}

void RoomDialog::fill(const QString& handover)
{
    QString now = m_port.whoText() + u"\n\n"_s;
    if (handover.isEmpty())
        now += tr("Reading what was said…");
    else
        now += tr("Times are UTC.") + u"\n\n"_s
            + readable(handover, QDateTime::currentDateTimeUtc().date());
    if (m_text->toPlainText() == now)
        return;
    const int place = m_text->verticalScrollBar()->value(); // who reads goes on reading there
    m_text->setPlainText(now);
    setOff();
    m_text->verticalScrollBar()->setValue(place);
}

// Where it is, and what each part is about, stands out; that there is nothing does not.
void RoomDialog::setOff()
{
    QTextCharFormat head;
    head.setFontWeight(QFont::DemiBold);
    QTextCharFormat pale;
    pale.setForeground(palette().placeholderText());
    bool isPart = false; // of the hand-over
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        if (line == tr("Times are UTC.") && !isPart) {
            isPart = true;
            cursor.setCharFormat(pale);
        } else if (line == u"  none"_s && isPart) {
            cursor.setCharFormat(pale);
        } else if (block.blockNumber() == 0
                   || (isPart && !line.isEmpty() && !line.startsWith(u' '))) {
            cursor.setCharFormat(head);
        }
    }
}

void RoomDialog::say()
{
    const QString text = m_line->text().trimmed();
    if (text.isEmpty())
        return;
    const auto said = m_port.tell(text.toStdString());
    m_problem->setVisible(!said);
    if (said)
        m_line->clear();
    else
        m_problem->setText(tr("It was not said: %1").arg(common::safeLine(said.error().message)));
}
