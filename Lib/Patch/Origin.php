<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

/**
 * Where a script is asked for, and where a server may send us on to: never to another host, so that neither a server nor
 * a page in between chooses what is asked from inside this network.
 */
final class Origin
{
    /** Of the guide. */
    public const VENDOR = 'https://files.miko.ru/s/DPZcM2vywc2BTOZ/download';

    private const HTTPS = 443;
    private const LONGEST = 500;
    private const FORM = '~\A[\x21-\x7e]+\z~';
    private const HOST = '~\A(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])\z~';

    private string $url;
    private string $host;
    private int $port;

    private function __construct(string $url, string $host, int $port)
    {
        $this->url = $url;
        $this->host = $host;
        $this->port = $port;
    }

    /**
     * @throws Trouble
     */
    public static function of(string $url): self
    {
        $parts = strlen($url) <= self::LONGEST && preg_match(self::FORM, $url) === 1 ? parse_url($url) : false;
        $host = is_array($parts) ? strtolower($parts['host'] ?? '') : '';
        $isPlain = is_array($parts) && !isset($parts['user']) && !isset($parts['pass']) && strpos($url, '\\') === false;
        if (!$isPlain || strtolower($parts['scheme'] ?? '') !== 'https' || preg_match(self::HOST, $host) !== 1) {
            throw new Trouble(Trouble::ADDRESS);
        }
        return new self($url, $host, $parts['port'] ?? self::HTTPS);
    }

    /**
     * Where it sends us on to.
     *
     * @throws Trouble when that is somewhere else
     */
    public function redirected(string $url): self
    {
        try {
            $next = self::of($url);
        } catch (Trouble $unfit) {
            throw new Trouble(Trouble::REDIRECTED, self::told($url));
        }
        if ($next->host !== $this->host || $next->port !== $this->port) {
            throw new Trouble(Trouble::REDIRECTED, self::told($url));
        }
        return $next;
    }

    public function url(): string
    {
        return $this->url;
    }

    public function host(): string
    {
        return $this->host;
    }

    /**
     * Scheme and host of whatever a server wrote, for people to read.
     */
    private static function told(string $url): string
    {
        $parts = parse_url($url);
        $told = is_array($parts) ? ($parts['scheme'] ?? '') . '://' . ($parts['host'] ?? '') : '';
        return substr((string) preg_replace('/[^\x21-\x7e]/', '', $told), 0, 200);
    }
}
