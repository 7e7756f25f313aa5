// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/LexiconSentiment.h"

#include "routing/signals/SentimentWords.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace signalbox::routing {

namespace {

constexpr std::size_t mostWeighedText = 4096;

struct Word
{
    SentimentCue cue;
    double value = 0;
    bool isAlsoDoubtful = false;
};
using Words = std::unordered_map<quint64, Word>;

void add(Words &words, std::string_view list, Word word)
{
    forEachWord(list, [&](std::string_view one, std::size_t) {
        const auto [place, isNew] = words.try_emplace(wordHash(one), word);
        // A feeling that is a term as well, or a term that is a technical word by itself.
        if (!isNew && word.cue == Doubtful)
            place->second.isAlsoDoubtful = true;
        return true;
    });
}

const Words &words()
{
    static const Words made = [] {
        Words list;
        for (const FeelingGroup &group : feelingGroups)
            add(list, group.words, {Feeling, group.value});
        for (const FeelingGroup &group : doubtfulGroups)
            add(list, group.words, {Doubtful, group.value});
        add(list, negations, {Negation});
        for (const FeelingGroup &group : intensityGroups)
            add(list, group.words, {Intensity, group.value});
        add(list, "but however though although", {Contrast});
        return list;
    }();
    return made;
}

const Words &technical()
{
    static const Words made = [] {
        Words list;
        add(list, technicalWords, {Technical});
        return list;
    }();
    return made;
}

const Words &personal()
{
    static const Words made = [] {
        Words list;
        add(list, personalWords, {Technical});
        return list;
    }();
    return made;
}

const CueTable &dissatisfied()
{
    static const CueTable made(dissatisfactionCues);
    return made;
}

bool hasOneOf(const Words &list, std::string_view text)
{
    bool found = false;
    forEachWord(text, [&](std::string_view word, std::size_t) {
        found = list.contains(wordHash(word));
        return !found;
    });
    return found;
}

bool isTechnical(std::string_view text)
{
    return text.find('`') != std::string_view::npos || text.find("()") != std::string_view::npos
        || hasOneOf(technical(), text);
}

/// Whether somebody speaks who may have a feeling about it.
bool isPersonal(std::string_view text)
{
    return text.find('!') != std::string_view::npos || hasOneOf(personal(), text);
}

bool isCapital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

bool isShouted(std::string_view word)
{
    return word.size() > 2 && std::ranges::all_of(word, isCapital);
}

/// Walks over the words and keeps what the ones before mean for the next.
class Scorer
{
public:
    Scorer(bool isTechnicalText, bool hasCalmWords)
        : m_isTechnical(isTechnicalText)
        , m_countsCapitals(hasCalmWords)
    {}

    void add(std::string_view word)
    {
        ++m_index;
        const auto found = words().find(wordHash(word));
        if (found == words().end()) {
            m_intensity = 1;
            return;
        }
        switch (found->second.cue) {
        case Negation:
            m_negatedUntil = m_index + 3;
            break;
        case Intensity:
            m_intensity = found->second.value;
            return;
        case Contrast:
            m_sum *= 0.5;
            m_weight = 1.3;
            m_negatedUntil = 0;
            break;
        default:
            addFeeling(word, found->second);
        }
        m_intensity = 1;
    }

    [[nodiscard]] double sum() const { return m_sum; }

private:
    void addFeeling(std::string_view word, const Word &known)
    {
        if (m_isTechnical && (known.cue == Doubtful || known.isAlsoDoubtful))
            return;
        constexpr double turned = -0.6;
        double value = known.value * m_intensity * m_weight;
        if (m_countsCapitals && isShouted(word))
            value *= 1.3;
        m_sum += m_index <= m_negatedUntil ? value * turned : value;
    }

    bool m_isTechnical;
    bool m_countsCapitals;
    std::size_t m_index = 0;
    std::size_t m_negatedUntil = 0;
    double m_intensity = 1;
    double m_weight = 1;
    double m_sum = 0;
};

double emojiIn(std::string_view text)
{
    struct Emoji
    {
        std::string_view text;
        double value;
    };
    constexpr std::array list{
        Emoji{":)", 1.5},
        Emoji{":-)", 1.5},
        Emoji{":D", 2},
        Emoji{";)", 1},
        Emoji{"<3", 2},
        Emoji{":(", -1.5},
        Emoji{":-(", -1.5},
        Emoji{":'(", -2},
        Emoji{":/ ", -0.8},
        Emoji{"\U0001F600", 2},
        Emoji{"\U0001F604", 2},
        Emoji{"\U0001F60A", 2},
        Emoji{"\U0001F60D", 2.5},
        Emoji{"\U0001F602", 1.2},
        Emoji{"\U0001F44D", 1.7},
        Emoji{"\u2764", 2.2},
        Emoji{"\U0001F389", 2},
        Emoji{"\U0001F64F", 1.2},
        Emoji{"\U0001F620", -2.2},
        Emoji{"\U0001F621", -2.5},
        Emoji{"\U0001F92C", -2.8},
        Emoji{"\U0001F622", -1.8},
        Emoji{"\U0001F62D", -1.5},
        Emoji{"\U0001F44E", -1.8},
        Emoji{"\U0001F61E", -1.7},
        Emoji{"\U0001F624", -1.8},
        Emoji{"\U0001F926", -1.5},
    };
    double sum = 0;
    for (const Emoji &emoji : list) {
        if (text.find(emoji.text) != std::string_view::npos)
            sum += emoji.value;
    }
    return sum;
}

} // namespace

double LexiconSentiment::sentiment(std::string_view utf8) const
{
    const std::string_view text = utf8.substr(0, mostWeighedText);
    const bool hasCalmWords =
        std::ranges::any_of(text, [](char byte) { return byte >= 'a' && byte <= 'z'; });
    const bool isTerms = isTechnical(text);
    if (isTerms && !isPersonal(text))
        return 0; // "Explain the worst case of quicksort"
    Scorer scorer(isTerms, hasCalmWords);
    forEachWord(text, [&scorer](std::string_view word, std::size_t) {
        scorer.add(word);
        return true;
    });
    double sum = scorer.sum() + (isTerms ? 0 : emojiIn(text));
    constexpr std::ptrdiff_t mostMarks = 3;
    const double marks =
        static_cast<double>(std::min(std::ranges::count(text, '!'), mostMarks)) * 0.3;
    if (sum != 0)
        sum += std::copysign(marks, sum);
    return sum / std::sqrt(sum * sum + 12);
}

double LexiconSentiment::dissatisfaction(std::string_view utf8) const
{
    const std::string_view text = utf8.substr(0, mostWeighedText);
    double calm = 1;
    dissatisfied().scan(text, [&calm](const Cue &cue, std::size_t) { calm *= 1 - cue.weight; });
    // "No, …": a correction, where it stands first.
    std::size_t words = 0;
    forEachWord(text, [&](std::string_view word, std::size_t) {
        if (words == 0 && (word == "No" || word == "no" || word == "NO"))
            calm *= 0.6;
        return ++words < 40;
    });
    // In a long prompt such words are part of what is described.
    constexpr std::size_t longPrompt = 40;
    const double cues = (1 - calm) * (words >= longPrompt ? 0.5 : 1);
    const double feeling = std::max(-sentiment(text), 0.0) * 0.5;
    return std::clamp(1 - (1 - cues) * (1 - feeling), 0.0, 1.0);
}

} // namespace signalbox::routing
