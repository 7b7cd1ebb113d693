<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Download;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * Has a script from an address: a minute for all of it, five redirects, one host.
 */
final class Fetching
{
    private const SECONDS = 60.0;
    private const MOST_REDIRECTS = 5;
    private const GONE = [404, 410];

    private Download $download;
    private Pace $pace;

    public function __construct(Download $download, Pace $pace)
    {
        $this->download = $download;
        $this->pace = $pace;
    }

    /**
     * @throws Trouble
     * @throws CannotRead
     */
    public function get(Origin $from): Script
    {
        $end = $this->pace->uptime() + self::SECONDS;
        for ($redirects = 0; $redirects <= self::MOST_REDIRECTS; $redirects++) {
            $left = $end - $this->pace->uptime();
            if ($left <= 0) {
                throw new Trouble(Trouble::TIMEOUT);
            }
            $reply = $this->download->get($from->url(), $left, Script::MOST_BYTES);
            if ($reply['status'] === 200) {
                return Script::of($reply['body']);
            }
            if ($reply['location'] === '') {
                $isGone = in_array($reply['status'], self::GONE, true);
                throw $isGone ? new Trouble(Trouble::NOT_FOUND) : new Trouble(Trouble::STATUS, (string) $reply['status']);
            }
            $from = $from->redirected($reply['location']);
        }
        throw new Trouble(Trouble::LOOP);
    }
}
