// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/ConditionsEditor.h"

#include "ui/rules/simulator/WhatIfDelegate.h"
#include "ui/rules/simulator/WhatIfTableModel.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::RouteConditions;

namespace {

// Pixels at 100 %.
constexpr int rowHeight = 28;
constexpr int mostRowsShown = 8; // more of them scroll
constexpr int figureWidth = 84;
constexpr int smallestNameWidth = 120;
constexpr double figuresAlwaysShown = 3.3; // a part of the next tells that there are more

/// "+02:00" of "2026-11-27T02:00:00+02:00"; empty for a time without an offset.
QString offsetOf(const QString &at)
{
    const QString clock = at.section(u'T', 1);
    const auto sign =
        std::ranges::find_if(clock, [](QChar c) { return c == u'+' || c == u'-' || c == u'Z'; });
    return clock.mid(sign - clock.cbegin());
}

} // namespace

ConditionsEditor::ConditionsEditor(const Theme &theme, TargetColors &colors, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new WhatIfTableModel(this))
    , m_reset(new QToolButton(this))
    , m_hasTime(new QCheckBox(tr("At"), this))
    , m_time(new QDateTimeEdit(this))
    , m_table(new QTableView(this))
    , m_also(makeLabel({}, TextRole::Caption, this))
{
    m_reset->setObjectName(QStringLiteral("simulatorReset"));
    m_reset->setText(tr("Reset"));
    m_reset->setToolTip(tr("Take everything as it is"));
    setTone(m_reset, Tone::Flat);
    m_hasTime->setObjectName(QStringLiteral("simulatorHasTime"));
    m_hasTime->setToolTip(tr("Decide at this time instead of now"));
    m_time->setObjectName(QStringLiteral("simulatorTime"));
    m_time->setAccessibleName(tr("Date and time"));
    // Rules read the digits: no summer time may leave an hour out.
    m_time->setTimeSpec(Qt::UTC);
    m_time->setCalendarPopup(true);
    m_time->setDateTime(QDateTime(QDate::currentDate(), QTime(12, 0), Qt::UTC));
    m_time->setEnabled(false);
    m_table->setObjectName(QStringLiteral("simulatorTargets"));
    m_table->setAccessibleName(tr("What if targets were otherwise"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new WhatIfDelegate(theme, colors, m_table));
    // Not by the arrow keys, which have to get through the table.
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers
                             & ~QAbstractItemView::EditTriggers(QAbstractItemView::CurrentChanged));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->viewport()->installEventFilter(this); // its width is the columns'
    m_also->setWordWrap(true);

    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Conditions"), TextRole::Strong, this));
    head->addStretch();
    head->addWidget(m_reset);
    auto *time = new QHBoxLayout;
    time->setSpacing(8);
    time->addWidget(m_hasTime);
    time->addWidget(m_time);
    time->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addLayout(time);
    auto *hint = makeLabel(tr("What if a target were otherwise? Empty cells leave it as it is."),
                           TextRole::Caption, this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    column->addWidget(m_table);
    column->addWidget(m_also);

    connect(m_reset, &QToolButton::clicked, this, [this] {
        setConditions({});
        emit edited();
    });
    connect(m_hasTime, &QCheckBox::toggled, m_time, &QWidget::setEnabled);
    connect(m_hasTime, &QCheckBox::toggled, this, &ConditionsEditor::noteEdit);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &ConditionsEditor::noteEdit);
    connect(m_model, &WhatIfTableModel::edited, this, &ConditionsEditor::noteEdit);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ConditionsEditor::fitTable);
    connect(&theme, &Theme::changed, this, &ConditionsEditor::fitTable);
    fitTable();
    showKept();
}

void ConditionsEditor::noteEdit()
{
    if (m_isFilling)
        return;
    showKept();
    emit edited();
}

void ConditionsEditor::fitTable()
{
    const int height = m_theme.px(rowHeight);
    m_table->verticalHeader()->setMinimumSectionSize(height);
    m_table->verticalHeader()->setDefaultSectionSize(height);
    for (int column = WhatIfTableModel::TtftColumn; column < WhatIfTableModel::ColumnCount;
         ++column)
        m_table->setColumnWidth(column, m_theme.px(figureWidth));
    fitNames();
    const int rows = std::clamp(m_model->rowCount(), 1, mostRowsShown);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * height
                            + m_table->horizontalScrollBar()->sizeHint().height()
                            + 2 * m_table->frameWidth() + 4);
}

/// The names take the room that all figures leave, or where that is too little, that the first
/// figures leave; the others are scrolled to.
void ConditionsEditor::fitNames()
{
    constexpr int figures = WhatIfTableModel::ColumnCount - 1;
    const int width = m_table->viewport()->width();
    const int figure = m_theme.px(figureWidth);
    const int smallest = m_theme.px(smallestNameWidth);
    const int beside = width - figures * figure;
    m_table->setColumnWidth(WhatIfTableModel::TargetColumn,
                            beside >= smallest
                                ? beside
                                : std::max(smallest, width - qRound(figuresAlwaysShown * figure)));
}

bool ConditionsEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitNames();
    return QWidget::eventFilter(watched, event);
}

void ConditionsEditor::setTargets(const QStringList &targets)
{
    m_model->setTargets(targets);
}

void ConditionsEditor::setConditions(const RouteConditions &conditions)
{
    m_isFilling = true;
    m_kept = conditions;
    m_kept.targets.clear();
    m_zone = offsetOf(conditions.at);
    const QDateTime at = QDateTime::fromString(conditions.at.chopped(m_zone.size()), Qt::ISODate);
    m_hasTime->setChecked(at.isValid());
    if (at.isValid())
        m_time->setDateTime(QDateTime(at.date(), at.time(), Qt::UTC));
    m_model->setConditions(conditions.targets);
    m_isFilling = false;
    showKept();
}

RouteConditions ConditionsEditor::conditions() const
{
    RouteConditions conditions = m_kept;
    conditions.targets = m_model->conditions();
    conditions.at.clear();
    if (m_hasTime->isChecked()) {
        const QDateTime at = m_time->dateTime();
        conditions.at = QDateTime(at.date(), at.time()).toString(Qt::ISODate) + m_zone;
    }
    return conditions;
}

void ConditionsEditor::showKept()
{
    QStringList more;
    for (auto it = m_model->conditions().cbegin(); it != m_model->conditions().cend(); ++it) {
        if (hasMoreThanColumns(*it))
            more.append(it.key());
    }
    QStringList lines;
    if (!more.isEmpty())
        //: %1 is a list of targets.
        lines.append(
            tr("More is assumed of %1, as it was then.").arg(more.join(QLatin1String(", "))));
    if (!m_kept.budgets.isEmpty())
        lines.append(tr("Some budgets are assumed to be spent."));
    if (m_kept.seed)
        lines.append(tr("Chance is fixed."));
    m_also->setText(lines.join(u' '));
    m_also->setVisible(!lines.isEmpty());
    m_reset->setEnabled(conditions() != RouteConditions());
}

} // namespace signalbox::ui
