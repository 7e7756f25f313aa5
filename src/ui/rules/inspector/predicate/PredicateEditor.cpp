// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/PredicateEditor.h"

#include "models/policy/edit/ConditionText.h"
#include "ui/rules/inspector/predicate/ConditionRow.h"
#include "ui/rules/inspector/predicate/GroupRow.h"
#include "ui/shell/Icon.h"
#include "ui/widgets/Text.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <iterator>
#include <utility>

namespace signalbox::ui {

using models::EditedPredicate;
using models::Predicate;
using models::PredicatePath;

namespace {

/// The part that lies at the JSON pointer \a path: "/all/0/not/signal" is the first one's only one.
PredicatePath pathOf(const QString &path)
{
    PredicatePath places;
    const QStringList tokens = path.split(u'/', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (tokens.at(i) == QLatin1String("not")) {
            places.push_back(0);
            continue;
        }
        const bool isList =
            tokens.at(i) == QLatin1String("all") || tokens.at(i) == QLatin1String("any");
        if (!isList || i + 1 == tokens.size())
            break;
        places.push_back(tokens.at(++i).toULongLong());
    }
    return places;
}

} // namespace

PredicateEditor::PredicateEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
    , m_add(
          new QPushButton(lineIcon(theme, IconName::Plus), besideIcon(tr("Add a condition")), this))
{
    setAccessibleName(tr("Conditions"));
    m_add->setObjectName(QStringLiteral("addToPredicate"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] { act({}, PredicateAction::Add); });
}

void PredicateEditor::collect(const Predicate &part, const PredicatePath &path,
                              std::vector<Place> &places)
{
    places.push_back({.path = path, .isGroup = part.kind != Predicate::Kind::Condition});
    for (std::size_t i = 0; i < part.parts.size(); ++i) {
        PredicatePath below = path;
        below.push_back(i);
        collect(part.parts[i], below, places);
    }
}

void PredicateEditor::setPredicate(const Predicate &predicate, const NodeSurroundings &surroundings)
{
    m_predicate = predicate;
    std::vector<Place> places;
    collect(predicate, {}, places);
    const std::optional<PredicatePath> focused = focusedPath();
    const std::optional<PredicatePath> goal = std::exchange(m_goal, std::nullopt);
    const bool isOther = places != m_places;
    if (isOther)
        makeRows(places);
    for (PredicateRow *row : m_rows)
        row->setPart(*models::partAt(m_predicate, row->path()), surroundings);
    // Nobody is to be thrown out of the conditions by an edit of them.
    const bool isTaken = focused && (isOther || goal);
    if (!isTaken)
        return;
    PredicateRow *row = rowAt(goal.value_or(*focused));
    if (row)
        row->setFocus();
    else
        m_add->setFocus();
}

std::optional<PredicatePath> PredicateEditor::focusedPath() const
{
    if (m_add->hasFocus())
        return PredicatePath();
    for (const PredicateRow *row : m_rows) {
        if (row->isAncestorOf(window()->focusWidget()))
            return row->path();
    }
    return std::nullopt;
}

void PredicateEditor::makeRows(const std::vector<Place> &places)
{
    // Later: it may be the edit of one of them that has led here.
    for (PredicateRow *row : m_rows) {
        m_column->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    m_places = places;
    QWidget *before = nullptr;
    for (const Place &place : places) {
        PredicateRow *row = nullptr;
        if (place.isGroup)
            row = new GroupRow(m_theme, place.path, this);
        else
            row = new ConditionRow(m_theme, place.path, this);
        m_column->insertWidget(static_cast<int>(m_rows.size()), row);
        m_rows.push_back(row);
        if (before)
            setTabOrder(before, row);
        before = row;
        connect(row, &PredicateRow::edited, this,
                [this, row](const Predicate &part) { change(row->path(), part); });
        connect(row, &PredicateRow::requested, this,
                [this, row](PredicateAction action) { act(row->path(), action); });
        row->show();
    }
    setTabOrder(before, m_add);
}

PredicateRow *PredicateEditor::rowAt(const PredicatePath &path) const
{
    for (PredicateRow *row : m_rows) {
        if (row->path() == path)
            return row;
    }
    return nullptr;
}

void PredicateEditor::setProblems(const QList<NodeProblem> &problems)
{
    for (PredicateRow *row : m_rows)
        row->setProblem({});
    for (const NodeProblem &problem : problems) {
        PredicateRow *row = rowAt(pathOf(problem.path));
        if (row && row->problem().isEmpty())
            row->setProblem(QStringLiteral("%1 %2")
                                .arg(problem.problem.message, problem.problem.hint)
                                .trimmed());
    }
}

EditedPredicate PredicateEditor::negated(const PredicatePath &path) const
{
    // The opposite of an opposite is the thing itself.
    const Predicate *part = models::partAt(m_predicate, path);
    if (part && part->kind == Predicate::Kind::Not)
        return models::withoutGroup(m_predicate, path);
    if (!path.empty()) {
        const PredicatePath parent(path.begin(), std::prev(path.end()));
        if (models::partAt(m_predicate, parent)->kind == Predicate::Kind::Not)
            return models::withoutGroup(m_predicate, parent);
    }
    return models::withGroup(m_predicate, path, Predicate::Kind::Not);
}

void PredicateEditor::act(const PredicatePath &path, PredicateAction action)
{
    switch (action) {
    case PredicateAction::Add: {
        const Predicate added{.kind = Predicate::Kind::Condition,
                              .condition = models::newCondition(
                                  {.kind = models::SignalKind::InputTokens, .argument = {}})};
        return tell(models::withNewPart(m_predicate, path, added));
    }
    case PredicateAction::Group: {
        // Of another kind than where it stands: else it would say nothing.
        const PredicatePath parent(path.begin(), path.empty() ? path.end() : std::prev(path.end()));
        const bool isWithinAny =
            !path.empty() && models::partAt(m_predicate, parent)->kind == Predicate::Kind::Any;
        const auto kind = path.empty() || isWithinAny ? Predicate::Kind::All : Predicate::Kind::Any;
        return tell(models::withGroup(m_predicate, path, kind));
    }
    case PredicateAction::Ungroup:
        return tell(models::withoutGroup(m_predicate, path));
    case PredicateAction::Negate:
        return tell(negated(path));
    case PredicateAction::MoveUp:
        return tell(models::withMove(m_predicate, path, models::MovePart::Up));
    case PredicateAction::MoveDown:
        return tell(models::withMove(m_predicate, path, models::MovePart::Down));
    case PredicateAction::Remove:
        return tell(models::withoutPart(m_predicate, path));
    }
}

void PredicateEditor::change(const PredicatePath &path, const Predicate &part)
{
    const bool isGroup = part.kind != Predicate::Kind::Condition;
    emit edited(isGroup ? models::withJoin(m_predicate, path, part.kind)
                        : models::withPart(m_predicate, path, part));
}

void PredicateEditor::tell(const EditedPredicate &changed)
{
    if (changed.whole == m_predicate)
        return;
    m_goal = changed.path;
    emit edited(changed.whole);
}

} // namespace signalbox::ui
