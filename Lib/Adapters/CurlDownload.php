<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Download;

/**
 * The same program that the vendor's instructions name, told to believe nothing but certificates of the system, and to
 * follow nothing: where it goes is decided elsewhere.
 */
final class CurlDownload implements Download
{
    private const CONNECT_SECONDS = '15';
    /** What curl exits with; everything else: failed. */
    private const TROUBLES = [
        Trouble::NO_CONNECTION => [5, 6, 7],
        Trouble::TIMEOUT => [28],
        Trouble::CERTIFICATE => [35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91],
        Trouble::CUT_OFF => [18, 52, 55, 56, 92],
        Trouble::TOO_LARGE => [63],
    ];
    private const SECONDS_MORE = 2.0;

    /** @var list<string> */
    private array $more;

    /**
     * @param list<string> $more words for curl
     */
    public function __construct(array $more = [])
    {
        $this->more = $more;
    }

    public function get(string $url, float $seconds, int $mostBytes): array
    {
        // What follows the body has to be told from it.
        $boundary = bin2hex(random_bytes(16));
        $command = array_merge(
            [
                'curl', '--disable', '--silent', '--globoff', '--proto', '=https', '--tlsv1.2',
                '--connect-timeout', self::CONNECT_SECONDS, '--max-time', (string) (int) ceil($seconds),
                '--max-filesize', (string) $mostBytes, '--write-out', "\n$boundary %{http_code} %{redirect_url}",
            ],
            $this->more,
            ['--url', $url]
        );
        $text = '';
        $most = $mostBytes + strlen($boundary) + 4096;
        $heard = static function (string $bytes) use (&$text, $most): bool {
            $text .= $bytes;
            return strlen($text) <= $most;
        };
        try {
            [$ended, $exit] = BoundedProcess::run($command, '', $seconds + self::SECONDS_MORE, $heard, false);
        } catch (CannotRead $missing) {
            throw new Trouble(Trouble::FAILED, $missing->getMessage());
        }
        if ($ended === BoundedProcess::STOPPED) {
            throw new Trouble(Trouble::TOO_LARGE);
        }
        if ($ended === BoundedProcess::TIMEOUT) {
            throw new Trouble(Trouble::TIMEOUT);
        }
        if ($exit !== 0) {
            throw self::trouble((int) $exit);
        }
        $place = (int) strrpos($text, "\n$boundary ");
        $words = explode(' ', substr($text, $place + strlen($boundary) + 2), 2);
        return ['status' => (int) $words[0], 'location' => $words[1] ?? '', 'body' => substr($text, 0, $place)];
    }

    private static function trouble(int $exit): Trouble
    {
        foreach (self::TROUBLES as $code => $exits) {
            if (in_array($exit, $exits, true)) {
                return new Trouble($code);
            }
        }
        return new Trouble(Trouble::FAILED, "curl $exit");
    }
}
