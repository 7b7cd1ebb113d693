<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Leaks;

use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Planted;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Searcher;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\SecretMaker;
use PHPUnit\Framework\TestCase;

/**
 * A searcher that finds nothing proves nothing.
 */
final class SearcherTest extends TestCase
{
    private const AROUND = ['before ', ' behind'];

    /**
     * @return iterable<string, array{callable(string): string}>
     */
    public function writings(): iterable
    {
        yield 'plain' => ['strval'];
        yield 'JSON' => [static function (string $text): string {
            return (string) json_encode(['x' => $text]);
        }];
        yield 'JSON with its characters' => [static function (string $text): string {
            return (string) json_encode(['x' => $text], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        }];
        yield 'JSON in JSON' => [static function (string $text): string {
            return (string) json_encode(['x' => json_encode(['y' => $text])]);
        }];
        yield 'URL' => ['rawurlencode'];
        yield 'form' => ['urlencode'];
        yield 'HTML' => [static function (string $text): string {
            return htmlspecialchars($text, ENT_QUOTES);
        }];
        yield 'hex' => ['bin2hex'];
        yield 'hex in capitals, one digit off' => [static function (string $text): string {
            return 'A' . strtoupper(bin2hex($text));
        }];
        yield 'Base64' => ['base64_encode'];
        yield 'Base64, of one byte more' => [static function (string $text): string {
            return base64_encode('x' . $text);
        }];
        yield 'Base64 of URLs, of two bytes more' => [static function (string $text): string {
            return rtrim(strtr(base64_encode('xy' . $text), '+/', '-_'), '=');
        }];
        yield 'backwards' => [static function (string $text): string {
            return implode('', array_reverse((array) preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY)));
        }];
        foreach (['UTF-16LE', 'UTF-16BE'] as $encoding) {
            yield $encoding => [static function (string $text) use ($encoding): string {
                return (string) mb_convert_encoding($text, $encoding, 'UTF-8');
            }];
            yield "$encoding, one byte off" => [static function (string $text) use ($encoding): string {
                return "\x01" . mb_convert_encoding($text, $encoding, 'UTF-8');
            }];
        }
        yield 'print_r' => [static function (string $text): string {
            return print_r(['secret' => $text, 'other' => 1], true);
        }];
        yield 'var_export' => [static function (string $text): string {
            return var_export(['secret' => $text], true);
        }];
    }

    /**
     * @dataProvider writings
     *
     * @param callable(string): string $write
     */
    public function testFindsEveryPartInEveryWriting(callable $write): void
    {
        foreach (array_diff(SecretMaker::FLAVOURS, ['bytes']) as $flavour) {
            $planted = new Planted("searcher $flavour", 0);
            $secret = $planted->ofFlavour('test', $flavour, 14);
            $searcher = Searcher::of($planted->all());
            $characters = (array) preg_split('//u', $secret, -1, PREG_SPLIT_NO_EMPTY);
            for ($from = 0; $from <= 8; $from++) {
                $part = implode('', array_slice($characters, $from, 6));
                $found = $searcher->find($this->around($write($part)));
                self::assertArrayHasKey($part, $found, "$flavour from $from in " . $write($part));
                self::assertSame($secret, $searcher->secretOf($part)['text']);
            }
        }
    }

    public function testFindsBytesThatAreNoText(): void
    {
        $planted = new Planted('bytes', 0);
        $part = substr($planted->ofFlavour('test', 'bytes', 20), 3, 6);
        foreach ([$part, bin2hex($part), base64_encode($part), rawurlencode($part)] as $text) {
            self::assertArrayHasKey($part, Searcher::of($planted->all())->find($this->around($text)));
        }
    }

    public function testFindsShortOnesAsAWhole(): void
    {
        foreach (range(3, 5) as $length) {
            foreach (array_diff(SecretMaker::FLAVOURS, ['bytes']) as $flavour) {
                $planted = new Planted("short $length $flavour", 0);
                $secret = $planted->ofFlavour('test', $flavour, $length);
                $searcher = Searcher::of($planted->all());
                $writings = [
                    (string) json_encode(['x' => $secret]), var_export([$secret], true), print_r([$secret], true),
                    "#0 File.php(1): f('$secret')",
                ];
                foreach ($writings as $text) {
                    self::assertNotSame([], $searcher->find($text), "$flavour $length $text");
                }
            }
        }
        $one = new Planted('one', 0);
        $letter = $one->ofFlavour('test', 'gothic', 1);
        self::assertArrayHasKey($letter, Searcher::of($one->all())->find("in the middle of{$letter}a text"));
    }

    public function testFindsHashesWithoutAKey(): void
    {
        $planted = new Planted('hashes', 0);
        $secret = $planted->ofFlavour('test', 'digits', 4);
        $searcher = Searcher::of($planted->all());
        foreach (['md5', 'sha1', 'sha256', 'sha512'] as $algorithm) {
            self::assertNotSame([], $searcher->find($this->around(hash($algorithm, $secret))), $algorithm);
            self::assertNotSame([], $searcher->find($this->around(hash($algorithm, $secret, true))), $algorithm);
        }
        self::assertSame([], $searcher->find($this->around(hash('sha256', 'another'))));
    }

    public function testFindsNothingWhereNothingIs(): void
    {
        foreach (SecretMaker::FLAVOURS as $flavour) {
            $planted = new Planted("nothing $flavour", 0);
            $secret = $planted->ofFlavour('test', $flavour, 14);
            $five = preg_match('//u', $secret) === 1 ? mb_substr($secret, 0, 5, 'UTF-8') : substr($secret, 0, 5);
            $text = (string) file_get_contents(__FILE__) . "\n$five\n" . hash('sha256', "another $flavour");
            self::assertSame([], Searcher::of($planted->all())->find($text), $flavour);
        }
    }

    public function testTheSameSeedMakesTheSameSecretsAndAnotherMakesOthersAlike(): void
    {
        $made = [];
        foreach (['a', 'a', 'b'] as $turn => $seed) {
            $planted = new Planted($seed, $turn === 2 ? 1 : 0);
            for ($i = 0; $i < 400; $i++) {
                $planted->next('test');
            }
            $made[] = $planted->all();
        }
        self::assertSame($made[0], $made[1]);
        self::assertSame(array_column($made[0], 'isSure'), array_column($made[2], 'isSure'));
        $lengths = [];
        foreach ($made[0] as $place => $secret) {
            self::assertSame(strlen($secret['text']), strlen($made[2][$place]['text']));
            $lengths[preg_match('//u', $secret['text']) === 1 ? mb_strlen($secret['text'], 'UTF-8') : 0] = true;
        }
        foreach ([1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 32, 40] as $length) {
            self::assertArrayHasKey($length, $lengths);
        }
    }

    private function around(string $text): string
    {
        return self::AROUND[0] . $text . self::AROUND[1];
    }
}
