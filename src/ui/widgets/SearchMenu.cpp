// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/SearchMenu.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int menuWidth = 340;
constexpr int menuHeight = 320;
constexpr int menuMargin = 8;
} // namespace

SearchMenu::SearchMenu(const Theme &theme, const QString &title, const QString &placeholder,
                       std::vector<Choice> choices, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_choices(std::move(choices))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(title);
    setPanel(this, Panel::Popup);
    m_search->setPlaceholderText(placeholder);
    m_search->setAccessibleName(placeholder);
    m_list->setAccessibleName(title);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    auto *layout = new QVBoxLayout(this);
    const int room = theme.px(menuMargin);
    layout->setContentsMargins(room, room, room, room);
    layout->setSpacing(theme.px(menuMargin / 2));
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    resize(theme.px(menuWidth), theme.px(menuHeight));
    setFocusProxy(m_search);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &SearchMenu::showMatches);
    connect(m_search, &QLineEdit::returnPressed, this, &SearchMenu::choose);
    connect(m_list, &QListWidget::itemClicked, this, &SearchMenu::choose);
    // The focus stays in the box: a screen reader hears there what Enter would take.
    connect(m_list, &QListWidget::currentTextChanged, m_search, &QWidget::setAccessibleDescription);
    showMatches({});
}

void SearchMenu::setCurrent(int place)
{
    m_current = place;
    showMatches(m_search->text());
}

void SearchMenu::openAt(const QPoint &place)
{
    QPoint corner = place;
    if (const QScreen *on = screen()) {
        const QRect free = on->availableGeometry();
        corner.setX(
            std::clamp(place.x(), free.left(), std::max(free.left(), free.right() - width())));
        corner.setY(
            std::clamp(place.y(), free.top(), std::max(free.top(), free.bottom() - height())));
    }
    move(corner);
    show();
    setFocus();
}

bool SearchMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        // What the view below does on Enter or Insert is not meant here.
        event->accept();
        return true;
    }
    // The list is walked through while the search box keeps the focus.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
            || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void SearchMenu::showMatches(const QString &search)
{
    m_list->clear();
    int best = -1;
    for (std::size_t place = 0; place < m_choices.size(); ++place) {
        const Choice &choice = m_choices.at(place);
        if (!choice.text.contains(search, Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(choice.icon, choice.text, m_list);
        item->setData(Qt::UserRole, static_cast<int>(place));
        // What is called so goes before what has it in the middle.
        const bool isBest = search.isEmpty() ? static_cast<int>(place) == m_current
                                             : choice.text.startsWith(search, Qt::CaseInsensitive);
        if (isBest && best < 0)
            best = m_list->count() - 1;
    }
    if (m_list->count() == 0) {
        auto *nothing = new QListWidgetItem(tr("Nothing matches"), m_list);
        nothing->setFlags(Qt::NoItemFlags);
        m_search->setAccessibleDescription(nothing->text());
        return;
    }
    m_list->setCurrentRow(std::max(best, 0));
    m_list->scrollToItem(m_list->currentItem());
}

void SearchMenu::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || !item->flags().testFlag(Qt::ItemIsEnabled))
        return;
    const int place = item->data(Qt::UserRole).toInt();
    // First, so that whoever listens may give the focus to what has been made.
    close();
    emit chosen(place);
}

} // namespace signalbox::ui
