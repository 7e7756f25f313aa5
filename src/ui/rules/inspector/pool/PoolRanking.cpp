// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/PoolRanking.h"

#include "ui/decision/CandidateWords.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::DecisionCandidate;

namespace {

constexpr int mostRankedShown = 6;

QIcon verdictIcon(const Theme &theme, DecisionCandidate::Verdict verdict)
{
    switch (verdict) {
    case DecisionCandidate::Verdict::Chosen:
        return lineIcon(theme, IconName::Check, IconTone::Success);
    case DecisionCandidate::Verdict::Excluded:
        return lineIcon(theme, IconName::Close, IconTone::Danger);
    case DecisionCandidate::Verdict::Behind:
        return lineIcon(theme, IconName::ChevronDown, IconTone::Warning);
    case DecisionCandidate::Verdict::Fallback:
    case DecisionCandidate::Verdict::Unknown:
        break;
    }
    return lineIcon(theme, IconName::Refresh, IconTone::Muted);
}

} // namespace

PoolRanking::PoolRanking(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_list(new QListWidget(this))
    , m_empty(makeLabel(tr("Nobody could serve a request now."), TextRole::Muted, this))
{
    m_list->setObjectName(QStringLiteral("poolRanking"));
    m_list->setAccessibleName(tr("Order of the targets now"));
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setWordWrap(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    column->addWidget(m_empty);
    connect(&theme, &Theme::changed, this, &PoolRanking::fitHeight);
    fitHeight();
}

void PoolRanking::setStep(const models::DecisionStep &step)
{
    if (step == m_step)
        return;
    m_step = step;
    const auto count = static_cast<int>(step.members.size());
    while (m_list->count() > count)
        delete m_list->takeItem(m_list->count() - 1);
    for (int place = 0; place < count; ++place) {
        const DecisionCandidate &member = step.members[static_cast<std::size_t>(place)];
        if (place == m_list->count())
            m_list->addItem(QString());
        QListWidgetItem *item = m_list->item(place);
        const QString figure = candidateFigureText(member);
        const QString head = figure.isEmpty() || figure == unknownText()
            ? tr("%1. %2").arg(QLocale().toString(place + 1), member.target)
            : tr("%1. %2: %3").arg(QLocale().toString(place + 1), member.target, figure);
        const QString why =
            tr("%1. %2").arg(verdictText(member), candidateReasonText(member, step.strategy));
        item->setText(head + u'\n' + why.trimmed());
        item->setToolTip(item->text());
        item->setIcon(verdictIcon(m_theme, member.verdict));
    }
    fitHeight();
}

QStringList PoolRanking::lines() const
{
    QStringList lines;
    for (int place = 0; place < m_list->count(); ++place)
        lines.append(m_list->item(place)->text());
    return lines;
}

void PoolRanking::fitHeight()
{
    const bool isEmpty = m_list->count() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    const int rows = std::clamp(m_list->count(), 1, mostRankedShown);
    const int row = std::max(m_list->sizeHintForRow(0), 3 * m_list->fontMetrics().lineSpacing());
    m_list->setFixedHeight(rows * row + 2 * m_list->frameWidth());
}

} // namespace signalbox::ui
