// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ProblemsPanel.h"

#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/ProblemsModel.h"
#include "ui/rules/RowDelegate.h"
#include "ui/rules/RulesDocument.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/EmptyState.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QStackedLayout>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

namespace {

// Pixels at 100 %.
constexpr int leastPanelWidth = 280;
constexpr int leastPanelHeight = 80;
constexpr int severityWidth = 100;
constexpr int placeWidth = 220;

} // namespace

ProblemsPanel::ProblemsPanel(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_model(new ProblemsModel(document, theme, this))
    , m_stack(new QStackedLayout(this))
    , m_list(new QTreeView(this))
    , m_empty(new EmptyState(theme, IconName::Check, this))
{
    buildList();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    connect(m_model, &ProblemsModel::modelAboutToBeReset, this, &ProblemsPanel::holdPlace);
    connect(m_model, &ProblemsModel::modelReset, this, &ProblemsPanel::findPlace);
    connect(&document, &RulesDocument::problemsChanged, this, &ProblemsPanel::showState);
    connect(&document, &RulesDocument::graphChanged, this, &ProblemsPanel::showState);
    showState();
}

QSize ProblemsPanel::minimumSizeHint() const
{
    return {m_theme.px(leastPanelWidth), m_theme.px(leastPanelHeight)};
}

void ProblemsPanel::buildList()
{
    m_list->setObjectName(QStringLiteral("problemsList"));
    m_list->setProperty("density", QStringLiteral("roomy"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegate(new RowDelegate(m_theme, m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView *header = m_list->header();
    header->setSectionsMovable(false);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setFocusPolicy(Qt::NoFocus);
    header->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(ProblemsModel::HintColumn, QHeaderView::Stretch);
    const auto fitToZoom = [this, header] {
        header->resizeSection(ProblemsModel::SeverityColumn, m_theme.px(severityWidth));
        header->resizeSection(ProblemsModel::PlaceColumn, m_theme.px(placeWidth));
    };
    fitToZoom();
    connect(&m_theme, &Theme::changed, this, fitToZoom);
    connect(m_list, &QTreeView::activated, this,
            [this](const QModelIndex &index) { goTo(index.row()); });
}

void ProblemsPanel::next()
{
    const int count = m_model->rowCount();
    if (count > 0)
        goTo((m_isSolved ? m_row : m_row + 1) % count);
}

void ProblemsPanel::previous()
{
    const int count = m_model->rowCount();
    if (count > 0)
        goTo(m_row > 0 ? m_row - 1 : count - 1);
}

void ProblemsPanel::goTo(int row)
{
    m_row = row;
    m_isSolved = false;
    // A copy: showing another route may be followed by another check.
    const models::PolicyProblem problem = m_model->problem(row);
    const QModelIndex index = m_model->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    if (const auto route = routeIndexOf(problem))
        m_document.setRoute(*route);
    if (const auto place = placeOf(problem))
        m_document.select({place->node});
    emit shown(problem);
}

void ProblemsPanel::holdPlace()
{
    if (m_row >= 0 && !m_isSolved)
        m_held = m_model->problem(m_row);
}

void ProblemsPanel::findPlace()
{
    const auto held = std::exchange(m_held, std::nullopt);
    const int count = m_model->rowCount();
    if (!held) {
        m_row = std::min(m_row, count);
        return;
    }
    // Lines move with every edit: it is the same as long as it says the same of the same place.
    const auto isHeld = [&](int row) {
        const models::PolicyProblem &problem = m_model->problem(row);
        return problem.path == held->path && problem.message == held->message;
    };
    for (int row = 0; row < count; ++row) {
        if (!isHeld(row))
            continue;
        m_row = row;
        m_list->setCurrentIndex(m_model->index(row, 0));
        return;
    }
    m_isSolved = true;
    m_row = std::min(m_row, count);
}

void ProblemsPanel::showState()
{
    const QString counts = problemCounts(m_document.problems());
    const bool isChecked = m_document.isChecked();
    if (!counts.isEmpty()) {
        m_stack->setCurrentWidget(m_list);
    } else {
        // While a check runs the old problems stay: they are more use than a flickering page.
        m_empty->setText(isChecked ? tr("No problems") : tr("Checking…"),
                         isChecked ? tr("This policy can serve as it is.")
                                   : tr("What is found will stand here."));
        m_stack->setCurrentWidget(m_empty);
    }
    const QString state = isChecked ? tr("No problems") : tr("Checking…");
    const QString summary = counts.isEmpty() ? state
        : isChecked                          ? counts
                                             : tr("%1, checking…").arg(counts);
    if (summary == m_summary)
        return;
    m_summary = summary;
    emit summaryChanged(summary);
}

} // namespace signalbox::ui
