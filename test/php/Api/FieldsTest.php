<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Bounds of what a request may hold: the last value that fits, and the first that does not.
 */
final class FieldsTest extends TestCase
{
    /**
     * @param mixed $value
     */
    private static function of($value): Fields
    {
        return new Fields((object) ['it' => $value], ['it']);
    }

    private static function assertUnfit(string $field, callable $read): void
    {
        try {
            $read();
        } catch (Refused $refused) {
            self::assertSame($field, $refused->values()['field'] ?? '');
            return;
        }
        self::fail("$field was taken");
    }

    private static function pairs(int $count, bool $value = true): stdClass
    {
        $pairs = new stdClass();
        for ($i = 0; $i < $count; $i++) {
            $pairs->{"K$i"} = $value;
        }
        return $pairs;
    }

    public function testNumbersFitBetweenTheirBounds(): void
    {
        foreach ([3, 5] as $fits) {
            self::assertSame($fits, self::of($fits)->number('it', 3, 5));
        }
        foreach ([2, 6, 4.0, '4', null, true] as $other) {
            self::assertUnfit('it', fn () => self::of($other)->number('it', 3, 5));
        }
    }

    public function testTextsFitUpToTheirLengthInCharacters(): void
    {
        self::assertSame('', self::of('')->line('it', 3));
        self::assertSame('жжж', self::of('жжж')->line('it', 3));
        self::assertUnfit('it', fn () => self::of('жжжж')->line('it', 3));
        self::assertUnfit('it', fn () => self::of("a\nb")->line('it', 3));
        self::assertUnfit('it', fn () => self::of(1)->line('it', 3));
        self::assertSame("a\nb", self::of("a\nb")->lines('it', 3));
        self::assertUnfit('it', fn () => self::of("a\tb")->lines('it', 3));
        self::assertUnfit('it', fn () => self::of('aaaa')->lines('it', 3));
        self::assertSame(str_repeat('a', 64), self::of(str_repeat('a', 64))->id('it'));
        self::assertUnfit('it', fn () => self::of(str_repeat('a', 65))->id('it'));
        self::assertUnfit('it', fn () => self::of('')->id('it'));
        self::assertUnfit('it', fn () => self::of('')->secret('it', 3));
        self::assertUnfit('it', fn () => self::of('aaaa')->secret('it', 3));
    }

    public function testListsHoldAsManyAsTheyMay(): void
    {
        foreach ([1, 3] as $count) {
            self::assertCount($count, self::of(array_fill(0, $count, 'a'))->list('it', '/\Aa\z/', 1, 3));
        }
        foreach ([[], ['a', 'a', 'a', 'a'], ['b'], [1], 'a', null] as $other) {
            self::assertUnfit('it', fn () => self::of($other)->list('it', '/\Aa\z/', 1, 3));
        }
    }

    public function testTruthsHoldAsManyAsTheyMay(): void
    {
        foreach ([2, 3] as $count) {
            self::assertCount($count, self::of(self::pairs($count))->truths('it', '/\AK\d\z/', 2, 3));
        }
        foreach ([self::pairs(1), self::pairs(4), (object) ['K1' => true, 'k2' => true], (object) ['K1' => 1, 'K2' => true], []] as $other) {
            self::assertUnfit('it', fn () => self::of($other)->truths('it', '/\AK\d\z/', 2, 3));
        }
    }

    public function testTextsByKeyHoldAsManyAsTheyMay(): void
    {
        $read = fn ($value) => self::of($value)->texts('it', '/\A[a-z]\z/', '/\A\d\z/', 2);
        self::assertSame([], $read(new stdClass()));
        self::assertSame(['a' => '1', 'b' => '2'], $read((object) ['a' => '1', 'b' => '2']));
        $others = [
            (object) ['a' => '1', 'b' => '2', 'c' => '3'], (object) ['A' => '1'], (object) ['a' => 'x'],
            (object) ['a' => 1], [], null,
        ];
        foreach ($others as $other) {
            self::assertUnfit('it', fn () => $read($other));
        }
    }

    public function testEachObjectOfAListIsReadUpToTheLast(): void
    {
        $one = (object) ['a' => 1];
        self::assertCount(2, self::of([$one, $one])->each('it', ['a'], 2));
        self::assertSame([], self::of([])->each('it', ['a'], 2));
        self::assertUnfit('it', fn () => self::of([$one, $one, $one])->each('it', ['a'], 2));
        self::assertUnfit('it[1]', fn () => self::of([$one, 'a'])->each('it', ['a'], 2));
        self::assertUnfit('it[1].a', fn () => self::of([$one, new stdClass()])->each('it', ['a'], 2));
    }

    public function testEachVariantIsToldByItsKind(): void
    {
        $read = fn ($value) => self::of($value)->eachVariant('it', 'kind', ['x' => ['kind', 'a'], 'y' => ['kind']], [], 1, 2);
        $x = (object) ['kind' => 'x', 'a' => 1];
        $y = (object) ['kind' => 'y'];
        self::assertCount(1, $read([$y]));
        self::assertCount(2, $read([$x, $y]));
        self::assertUnfit('it', fn () => $read([]));
        self::assertUnfit('it', fn () => $read([$x, $y, $y]));
        foreach (['x', null, new stdClass(), (object) ['kind' => 1], (object) ['kind' => ['x']], (object) ['kind' => 'z']] as $other) {
            self::assertUnfit('it[1].kind', fn () => $read([$y, $other]));
        }
        self::assertUnfit('it[0].a', fn () => $read([(object) ['kind' => 'x']]));
    }

    public function testAVariantIsToldByItsKind(): void
    {
        $read = fn ($value) => self::of($value)->variant('it', 'kind', ['x' => ['kind', 'a']]);
        self::assertSame(5, $read((object) ['kind' => 'x', 'a' => 5])->number('a', 5, 5));
        self::assertUnfit('it', fn () => $read('x'));
        foreach ([new stdClass(), (object) ['kind' => 1, 'a' => 5], (object) ['kind' => ['x'], 'a' => 5], (object) ['kind' => 'z', 'a' => 5]] as $other) {
            self::assertUnfit('it.kind', fn () => $read($other));
        }
    }

    public function testAFieldTooFewOrTooManyIsRefused(): void
    {
        self::assertUnfit('b', fn () => new Fields((object) ['a' => 1], ['a', 'b']));
        $this->expectException(Refused::class);
        new Fields((object) ['a' => 1, 'b' => 2], ['a']);
    }

    public function testOptionalFieldsAreNotLookedAt(): void
    {
        $fields = new Fields((object) ['a' => 1, 'b' => 2], ['a'], '', ['b', 'c']);
        self::assertSame(1, $fields->number('a', 0, 2));
    }

    public function testTimesAreDaysOfTheCalendarWithAnOffset(): void
    {
        foreach (['2026-02-28T23:59:59Z', '2026-11-30T00:00:00.5+14:00', '2028-02-29T12:00:00-05:30'] as $text) {
            self::assertSame(strtotime($text), self::of($text)->time('it')->getTimestamp());
        }
        $others = [
            '2026-02-29T12:00:00Z', '2026-13-01T12:00:00Z', '2026-11-30T24:00:00Z', '2026-11-30T12:60:00Z',
            '2026-11-30T12:00:00', '2026-11-30T12:00:00+15:00', 'tomorrow', 5, null,
        ];
        foreach ($others as $other) {
            self::assertUnfit('it', fn () => self::of($other)->time('it'));
        }
    }

    public function testWhatIsVisibleHasSomethingToSee(): void
    {
        self::assertSame(' a', self::of(' a')->visible('it', ' a'));
        foreach (['', '  ', "\u{200B}\u{00A0}"] as $other) {
            self::assertUnfit('it', fn () => self::of($other)->visible('it', $other));
        }
    }
}
