// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/Prose.h"

#include <algorithm>
#include <array>
#include <vector>

namespace signalbox::routing::simulate {

namespace {

constexpr std::array<std::string_view, 12> openings{
    "In short,", "Put simply,",       "At first glance,",   "On a closer look,",
    "Überall,",  "Most of the time,", "As a rule,",         "For the naïve case,",
    "Today,",    "In a second step,", "Strictly speaking,", "From experience,",
};
constexpr std::array<std::string_view, 12> subjects{
    "a small model",    "the signaller",     "every careful route", "the first token",
    "a patient reader", "the whole façade",  "one honest figure",   "the café around the corner",
    "a local proxy",    "the next provider", "an open question",    "this short résumé",
};
constexpr std::array<std::string_view, 12> verbs{
    "explains", "balances", "answers",   "postpones", "measures", "repeats",
    "improves", "replaces", "describes", "weighs",    "connects", "questions",
};
constexpr std::array<std::string_view, 12> objects{
    "the cost of waiting", "a simpler design",     "the usual trade-off", "what people expect",
    "the route → target",  "a second opinion",     "its own limits",      "the green signal 🚦",
    "half of the work",    "the naïve assumption", "a better default",    "the next step",
};
constexpr std::array<std::string_view, 6> topicLinks{
    "when it comes to", "as far as it concerns", "with a view to", "in the light of", "because of",
    "just like",
};

constexpr std::size_t longestTopicWord = 32;
constexpr std::size_t mostTopicWords = 3;

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80U || (byte >= '0' && byte <= '9')
        || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
}

/// The first longer words of the prompt: enough to see that the answer belongs to it.
std::vector<std::string_view> topicOf(std::string_view prompt)
{
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while (at < prompt.size() && words.size() < mostTopicWords) {
        const auto *begin = std::find_if(prompt.begin() + at, prompt.end(), isWordByte);
        const auto *end = std::find_if_not(begin, prompt.end(), isWordByte);
        const std::string_view word(begin, static_cast<std::size_t>(end - begin));
        if (word.size() > 3 && word.size() <= longestTopicWord
            && std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(word);
        at = static_cast<std::size_t>(end - prompt.begin());
    }
    return words;
}

/// Collects words and the spaces between them until there are enough.
class WordSink final
{
public:
    explicit WordSink(std::size_t wanted)
        : m_wanted(wanted)
    {}

    [[nodiscard]] bool isFull() const { return m_words >= m_wanted; }

    void add(std::string_view phrase)
    {
        while (!phrase.empty() && !isFull()) {
            const std::size_t space = std::min(phrase.find(' '), phrase.size());
            if (m_words++ > 0)
                m_text += ' ';
            m_text += phrase.substr(0, space);
            phrase.remove_prefix(std::min(space + 1, phrase.size()));
        }
    }
    /// Ends what was said last with \a mark, in place of any mark that stands there.
    void punctuate(char mark)
    {
        if (!m_text.empty()
            && (m_text.back() == ',' || m_text.back() == '.' || m_text.back() == ':'))
            m_text.pop_back();
        m_text += mark;
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::size_t m_wanted;
    std::size_t m_words = 0;
    std::string m_text;
};

template<std::size_t Size>
std::string_view pick(const std::array<std::string_view, Size> &from, SeededRandom &random)
{
    return from[random.below(Size)];
}

void addSentence(WordSink &sink, const std::vector<std::string_view> &topic, SeededRandom &random)
{
    sink.add(pick(openings, random));
    sink.add(pick(subjects, random));
    sink.add(pick(verbs, random));
    sink.add(pick(objects, random));
    if (!topic.empty() && random.below(2) == 0) {
        sink.add(pick(topicLinks, random));
        sink.add(topic[random.below(topic.size())]);
    }
    sink.punctuate('.');
}

} // namespace

std::string composeProse(std::string_view prompt, std::size_t words, SeededRandom &random)
{
    const std::vector<std::string_view> topic = topicOf(prompt);
    WordSink sink(std::max<std::size_t>(words, 1));
    sink.add(topic.empty() ? "Simulated answer" : "Simulated answer about");
    for (const std::string_view word : topic)
        sink.add(word);
    sink.punctuate(':');
    while (!sink.isFull())
        addSentence(sink, topic, random);
    sink.punctuate('.');
    return sink.take();
}

} // namespace signalbox::routing::simulate
